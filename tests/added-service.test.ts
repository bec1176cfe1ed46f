// Three keys of a service, `metrics`, `objective` and `storage`, bring everything else: the golden folders monitoring-before and
// monitoring-after differ only in these.
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { root } from "./support/sources.ts";

const folder = (name: string): string => `${root}tests/golden/monitoring-${name}/expected/`;
const read = (name: string, path: string): string => readFileSync(`${folder(name)}${path}`, "utf8");
const monitoring = "monitoring/prod/";

/** Lines of a file that only the specification with the three keys has. */
function added(path: string): string {
  const before = new Set(read("before", path).split("\n"));
  return read("after", path)
    .split("\n")
    .filter((line) => !before.has(line))
    .join("\n");
}

test("the specifications differ in one line, but for the heading", () => {
  const [before, after] = ["before", "after"].map((name) =>
    readFileSync(`${folder(name)}../platform.yaml`, "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#")),
  );
  assert.is(before?.length, after?.length);
  const changed = (after ?? []).filter((line, index) => line !== before?.[index]);
  assert.is(changed.length, 1);
  assert.match(changed[0] ?? "", /metrics: .*objective: .*storage: /);
});

test("the service is scraped", () => {
  assert.match(added(`${monitoring}prometheus/prometheus.yml`), /job_name: api\b/);
});

test("it has rules, each with a test that fires and one that does not", () => {
  const rules = parse(read("after", `${monitoring}prometheus/rules/api.yml`)) as {
    groups: { rules: { alert?: string }[] }[];
  };
  const alerts = rules.groups.flatMap((group) => group.rules.flatMap(({ alert }) => alert ?? []));
  assert.ok(alerts.includes("ErrorBudgetBurn"), alerts.join(" "));
  const tests = parse(read("after", `${monitoring}prometheus/tests/api.yml`)) as {
    tests: { alert_rule_test?: { alertname: string; exp_alerts?: unknown[] }[] }[];
  };
  const cases = tests.tests.flatMap((one) => one.alert_rule_test ?? []);
  for (const alert of alerts) {
    const own = cases.filter(({ alertname }) => alertname === alert);
    assert.ok(
      own.some(({ exp_alerts: expected }) => (expected ?? []).length > 0),
      `${alert} fires`,
    );
    assert.ok(
      own.some(({ exp_alerts: expected }) => (expected ?? []).length === 0),
      `${alert} does not fire`,
    );
  }
});

test("it has runbooks, documentation and panels", () => {
  assert.match(added("docs/runbooks.md"), /^## .*ErrorBudgetBurn/m);
  assert.match(added("docs/architecture.md"), /uploads/);
  assert.match(added("docs/deployment.md"), /Files in `\/uploads`/);
  assert.ok(existsSync(`${folder("after")}${monitoring}grafana/dashboards/platform/service-api.json`));
  assert.match(added(`${monitoring}grafana/dashboards/platform/health.json`), /api/);
});

test("Prometheus reaches it, and it is backed up", () => {
  const services = (
    parse(read("after", "docker-compose.prod.yml")) as { services: Record<string, { networks: string[] }> }
  ).services;
  const shared = services.api?.networks.filter((network) => services.prometheus?.networks.includes(network));
  assert.ok((shared ?? []).length > 0);
  assert.match(added("scripts/backup.sh"), /'?api\|volumes\|docker-compose\.prod\.yml\|\|false\|\/uploads/);
});

test.run();
