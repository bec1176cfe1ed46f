import type { Fields } from "../document.ts";

/** A query of a panel. `legend` names its series: `{{route}}`. */
export interface Query {
  readonly expression: string;
  readonly legend: string;
}

/** A panel before it is placed. */
export interface PanelDefinition {
  readonly title: string;
  readonly description: string;
  /** As Grafana names it: `s`, `bytes`, `percentunit`. */
  readonly unit: string;
  readonly show: "line" | "bars" | "number" | "table";
  readonly queries: readonly Query[];
  /** Columns of the 24 of a dashboard. */
  readonly width: number;
  /** A value that is drawn as a line, or colours a number: a limit of the specification. */
  readonly limit?: number;
}

/** A group of panels under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly PanelDefinition[];
}

/** The identifier of the data source, which provisioning and dashboards share. */
export const sourceId = "prometheus";

/** Lines of Grafana's grid that a panel takes. */
const heights = { line: 8, bars: 8, table: 8, number: 4 } as const;

/** A dashboard in Grafana's classic model, without a version or a number of one installation. */
export function dashboardDocument(uid: string, title: string, rows: readonly Row[]): Fields {
  return {
    uid,
    title,
    tags: ["generated"],
    editable: false,
    graphTooltip: 1,
    refresh: "1m",
    schemaVersion: 42,
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    links: [{ type: "dashboards", title: "Dashboards", tags: ["generated"], asDropdown: true, keepTime: true }],
    templating: {
      list: [
        {
          name: "datasource",
          label: "Data source",
          type: "datasource",
          query: "prometheus",
          current: { text: "Prometheus", value: sourceId },
          hide: 2,
        },
      ],
    },
    annotations: { list: [] },
    panels: placed(rows),
  };
}

/** The panels of all rows from left to right and from top to bottom, with ascending numbers. */
function placed(rows: readonly Row[]): readonly Fields[] {
  const panels: Fields[] = [];
  let y = 0;
  for (const { title, panels: own } of rows) {
    if (own.length === 0) continue;
    panels.push({ id: panels.length + 1, type: "row", title, collapsed: false, gridPos: { x: 0, y, w: 24, h: 1 } });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of own) {
      if (x + panel.width > 24) {
        y += height;
        x = 0;
        height = 0;
      }
      const h = heights[panel.show];
      panels.push(panelDocument(panel, panels.length + 1, { x, y, w: panel.width, h }));
      x += panel.width;
      height = Math.max(height, h);
    }
    y += height;
  }
  return panels;
}

const types = { line: "timeseries", bars: "timeseries", number: "stat", table: "table" } as const;

function panelDocument(panel: PanelDefinition, id: number, gridPos: Fields): Fields {
  const { title, description, unit, show, queries, limit } = panel;
  const datasource = { type: "prometheus", uid: "${datasource}" };
  const isGraph = show === "line" || show === "bars";
  return {
    id,
    type: types[show],
    title,
    description,
    gridPos,
    datasource,
    targets: queries.map(({ expression, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr: expression,
      legendFormat: legend,
      ...(isGraph ? { range: true } : { instant: true }),
      ...(show === "table" && { format: "table" }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: thresholdsOf(limit),
        ...(isGraph && { custom: graphStyle(show, limit !== undefined) }),
      },
      overrides: [],
    },
    options: optionsOf(show),
  };
}

function thresholdsOf(limit: number | undefined): Fields {
  const steps = [{ color: "green", value: null }, ...(limit === undefined ? [] : [{ color: "red", value: limit }])];
  return { mode: "absolute", steps };
}

function graphStyle(show: "line" | "bars", hasLimit: boolean): Fields {
  return {
    drawStyle: show,
    fillOpacity: show === "bars" ? 60 : 10,
    showPoints: "never",
    thresholdsStyle: { mode: hasLimit ? "line" : "off" },
  };
}

function optionsOf(show: PanelDefinition["show"]): Fields {
  if (show === "table") return { showHeader: true };
  if (show === "number") return { colorMode: "value", reduceOptions: { calcs: ["lastNotNull"] } };
  return { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } };
}
