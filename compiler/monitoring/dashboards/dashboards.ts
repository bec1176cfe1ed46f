import type { Dashboard, Metrics } from "../../model/monitoring/monitoring.ts";
import type { Environment } from "../../model/platform.ts";
import type { Service } from "../../model/service.ts";
import type { Fields } from "../document.ts";
import { dashboardDocument, type PanelDefinition, type Row } from "./dashboard.ts";
import {
  budgetPanel,
  cpuPanel,
  dependenciesPanel,
  durationPanel,
  errorsPanel,
  memoryPanel,
  replicasPanel,
  requestsPanel,
  throttlingPanel,
} from "./panels.ts";
import { addressesPanel, certificatesPanel, firingPanel, hostPanels } from "./shared-panels.ts";
import { statusPanel } from "./status-panel.ts";

/** A dashboard with the name of its file. */
export interface DashboardFile {
  readonly name: string;
  readonly document: Fields;
}

/** What dashboards show: the services that run together with Prometheus. */
interface Watched {
  readonly metrics: Metrics;
  readonly services: readonly Service[];
  readonly scraped: readonly string[];
}

/** The dashboards of an environment, by name. A dashboard that would be empty is left out. */
export function dashboardsOf(platform: string, environment: Environment): readonly DashboardFile[] {
  return filesByDashboard(platform, environment).flatMap(({ files }) => files);
}

/** The dashboards that the specification lists and that have nothing to show in an environment. */
export function emptyDashboards(platform: string, environment: Environment): readonly string[] {
  return filesByDashboard(platform, environment)
    .filter(({ dashboard, files }) => dashboard.isListed && files.length === 0)
    .map(({ dashboard }) => dashboard.name);
}

function filesByDashboard(
  platform: string,
  environment: Environment,
): readonly { readonly dashboard: Dashboard; readonly files: readonly DashboardFile[] }[] {
  const { monitoring, services } = environment;
  const metrics = monitoring?.metrics;
  if (!monitoring || !metrics) return [];
  const scraped = metrics.scrapes.map(({ service }) => service);
  const known = services.filter(({ name }) => metrics.services.includes(name));
  const watched: Watched = { metrics, services: known, scraped };
  const board = (name: string, title: string, rows: readonly Row[]): readonly DashboardFile[] =>
    rows.every(({ panels }) => panels.length === 0)
      ? []
      : [{ name, document: dashboardDocument(uidOf(platform, environment.name, name), title, rows) }];
  const filesOf = (dashboard: Dashboard): readonly DashboardFile[] => {
    const own = ownRows(dashboard);
    if (dashboard.name !== "application") {
      return board(dashboard.name, dashboard.title, [...(rowsOf[dashboard.name]?.(watched) ?? []), ...own]);
    }
    const observed = known.filter(({ role, name, metrics: endpoint }) => {
      return role === "service" && (endpoint !== undefined || hasContainers(watched)) && !isTool(name, watched);
    });
    return [
      ...observed.flatMap((service) =>
        board(`service-${service.name}`, `Service ${service.name}`, serviceRows(service, watched)),
      ),
      ...board("application", dashboard.title, own),
    ];
  };
  return monitoring.dashboards.map((dashboard) => ({ dashboard, files: filesOf(dashboard) }));
}

/** Whether a service has a role in monitoring. */
function isTool(name: string, { metrics }: Watched): boolean {
  return Object.values(metrics.roles).includes(name);
}

function hasContainers({ metrics }: Watched): boolean {
  return metrics.roles.cadvisor !== undefined;
}

/** Grafana allows 40 letters, digits, `_` and `-`. */
function uidOf(platform: string, environment: string, name: string): string {
  const whole = `${platform}-${environment}-${name}`;
  if (whole.length <= 40) return whole;
  // The end of a name tells more than its start, and a number keeps shortened names apart.
  const hash = [...whole].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2_147_483_647, 7);
  return `${hash.toString(36)}-${whole.slice(-32)}`;
}

const rowsOf: Readonly<Record<string, (watched: Watched) => readonly Row[]>> = {
  containers: (watched) =>
    !hasContainers(watched)
      ? []
      : watched.services.map((service) => ({
          title: service.name,
          panels: [cpuPanel(service), memoryPanel(service), throttlingPanel(service)],
        })),
  errors: ({ services }) =>
    requestRows(services, (service, names) => [requestsPanel(service, names), errorsPanel(service, names)]),
  health: (watched) => [
    { title: "Alerts", panels: [firingPanel] },
    ...(watched.metrics.probes.length > 0 ? [{ title: "Addresses", panels: [addressesPanel] }] : []),
    {
      title: "Services",
      panels: watched.services
        .filter(({ name }) => watched.scraped.includes(name))
        .flatMap((service) => [replicasPanel(service), ...budgetPanel(service)]),
    },
  ],
  infrastructure: ({ metrics: { roles } }) =>
    roles.nodeExporter === undefined ? [] : [{ title: "Host", panels: hostPanels(roles.nodeExporter) }],
  performance: (watched) =>
    watched.services.flatMap((service) => {
      const names = service.metrics?.names;
      const panels = [
        ...(names ? [requestsPanel(service, names), ...durationPanel(service, names)] : []),
        ...(names && hasContainers(watched) ? [cpuPanel(service)] : []),
      ];
      return panels.length > 0 ? [{ title: service.name, panels }] : [];
    }),
  security: ({ metrics, services }) => [
    ...(metrics.probes.length > 0 ? [{ title: "Certificates", panels: [certificatesPanel] }] : []),
    ...requestRows(services, (service, names) => [statusPanel(service, names)]),
  ],
};

function requestRows(
  services: readonly Service[],
  panels: (
    service: Service,
    names: NonNullable<NonNullable<Service["metrics"]>["names"]>,
  ) => readonly PanelDefinition[],
): readonly Row[] {
  return services.flatMap((service) => {
    const names = service.metrics?.names;
    return names ? [{ title: service.name, panels: panels(service, names) }] : [];
  });
}

function serviceRows(service: Service, watched: Watched): readonly Row[] {
  const names = service.metrics?.names;
  const state = [
    ...(watched.scraped.includes(service.name) ? [replicasPanel(service)] : []),
    ...(names ? budgetPanel(service) : []),
  ];
  return [
    { title: "State", panels: state },
    {
      title: "Requests",
      panels: names
        ? [requestsPanel(service, names), errorsPanel(service, names), ...durationPanel(service, names)]
        : [],
    },
    {
      title: "Resources",
      panels: hasContainers(watched) ? [cpuPanel(service), memoryPanel(service), throttlingPanel(service)] : [],
    },
    { title: "Dependencies", panels: dependenciesPanel(service, watched.scraped) },
  ];
}

function ownRows({ panels }: Dashboard): readonly Row[] {
  const own = panels.map(
    ({ title, description, unit, show, expression }): PanelDefinition => ({
      ...{ title, description, unit, show, width: show === "number" ? 6 : 12 },
      queries: [{ expression, legend: "" }],
    }),
  );
  return [{ title: "Panels of the platform", panels: own }];
}
