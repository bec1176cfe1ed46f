// What the tools of monitoring accept and would not work with: dashboards, and the order of the collector's processing.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { root } from "../../support/sources.ts";

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}

interface Dashboard {
  readonly uid: string;
  readonly id?: unknown;
  readonly __inputs?: unknown;
  readonly panels: readonly Panel[];
}

const trees = "{generated,examples/*,tests/golden/*/expected}/{monitoring,watch}";
const dashboards = fastGlob.sync(`${trees}/*/grafana/**/*.json`, { cwd: root }).sort();
const collectors = fastGlob.sync(`${trees}/*/otel-collector/config.yaml`, { cwd: root }).sort();

const textOf = (path: string): string => readFileSync(root + path, "utf8");

/** Units that Grafana has (@grafana/data, value formats), of those that panels use. */
const units = ["Bps", "bytes", "currencyEUR", "d", "ms", "percentunit", "reqps", "s", "short"];

test("there are dashboards and collectors to look at", () => {
  assert.ok(dashboards.length > 20);
  assert.ok(collectors.length > 3);
});

for (const path of dashboards) {
  const board = JSON.parse(textOf(path)) as Dashboard;
  test(`${path} can be provisioned, and every panel explains itself`, () => {
    assert.match(board.uid, /^[A-Za-z0-9_-]{1,40}$/);
    assert.is(board.id ?? null, null);
    assert.is(board.__inputs, undefined);
    assert.equal(
      board.panels.map(({ id }) => id),
      board.panels.map((_, index) => index + 1),
    );
    for (const panel of board.panels.filter(({ type }) => type !== "row")) assertPanel(panel);
  });
  test(`no panels of ${path} overlap`, () => {
    const taken = new Set<string>();
    for (const { gridPos } of board.panels) {
      assert.ok(gridPos.x + gridPos.w <= 24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          assert.not(taken.has(`${x} ${y}`), `column ${x}, line ${y}`);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });
}

function assertPanel({ title, description, datasource, targets = [], fieldConfig }: Panel): void {
  assert.ok(title.length > 0 && (description ?? "").length > 0, title);
  assert.ok(units.includes(fieldConfig?.defaults.unit ?? ""), `${title}: ${fieldConfig?.defaults.unit}`);
  assert.is(datasource?.uid, "${datasource}");
  assert.ok(targets.length > 0, title);
  for (const { expr, datasource: source } of targets) {
    assert.is(source.uid, "${datasource}");
    // A counter means something only as a rate or an increase.
    for (const [whole] of expr.matchAll(/\b\w+_total\b/g)) {
      assert.match(expr, new RegExp(`(?:rate|increase)\\(${whole}\\b`), `${title}: ${expr}`);
    }
  }
}

test("no two dashboards of an environment have the same identifier", () => {
  const seen = new Map<string, string>();
  for (const path of dashboards) {
    const key = `${path.split("/grafana/")[0]} ${(JSON.parse(textOf(path)) as Dashboard).uid}`;
    assert.is(seen.get(key), undefined, `${path} and ${seen.get(key)}`);
    seen.set(key, path);
  }
});

interface Collector {
  readonly [section: string]: Readonly<Record<string, unknown>>;
  readonly service: { readonly pipelines: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> };
}

for (const path of collectors) {
  test(`${path} limits memory first, makes batches last, and uses all that it configures`, () => {
    const config = parse(textOf(path)) as Collector;
    const pipelines = Object.values(config.service.pipelines);
    for (const { processors = [] } of pipelines) {
      assert.is(processors[0], "memory_limiter");
      assert.is(processors.at(-1), "batch");
    }
    for (const section of ["receivers", "processors", "exporters"]) {
      const used = new Set(pipelines.flatMap((pipeline) => pipeline[section] ?? []));
      assert.equal([...used].sort(), Object.keys(config[section] ?? {}).sort());
    }
  });
}

test.run();
