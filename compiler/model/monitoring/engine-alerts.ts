import type { Service } from "../service.ts";
import type { Alert, Series } from "./alert.ts";
import { oneSeries } from "./alert-test.ts";
import { selector } from "./promql.ts";
import { engineNameOf } from "./roles.ts";

/** The metric of an exporter that is 1 while its database answers, and the engines that it is for. */
const upMetrics: Readonly<Record<string, string>> = {
  "mongodb-exporter": "mongodb_up",
  "postgres-exporter": "pg_up",
  "redis-exporter": "redis_up",
};

/** The alerts that an exporter makes possible. `services` are all that run together with Prometheus. */
export function exporterAlerts(
  exporter: Service,
  services: readonly Service[],
  impactOf: (service: Service) => string,
): readonly Alert[] {
  const up = upMetrics[engineNameOf(exporter) ?? ""];
  const [first] = exporter.dependsOn.filter(({ kind }) => kind === "service");
  const database = services.find(({ name }) => name === first?.name);
  if (up === undefined || !database) return [];
  const from = { service: exporter.name };
  const common = { service: database.name, team: database.alerting.team, keepFiringFor: 0, runbook: undefined };
  const down: Alert = {
    ...common,
    ...{ name: "DatabaseDown", severity: "critical", for: 120, threshold: undefined, impact: impactOf(database) },
    expression: `max(${selector(up, from)}) == 0`,
    summary: `${database.name} does not respond.`,
    diagnosis: [
      `Look at the state and the logs of ${database.name}: disk, memory or damaged data.`,
      `Check that ${exporter.name} still has the right password.`,
    ],
    mitigation: `Restart ${database.name}. If its data is damaged, restore the last backup.`,
    test: oneSeries(selector(up, from), { fires: "0x20", quiet: "1x20", at: 600 }),
  };
  const queues = services.filter(({ scale }) => scale.queue?.service === database.name);
  return [
    down,
    ...(up === "pg_up" ? [connectionsAlert(from, database, common)] : []),
    ...(up === "redis_up" ? queues.map((service) => queueAlert(from, service)) : []),
  ];
}

type Common = Pick<Alert, "service" | "team" | "keepFiringFor" | "runbook">;

function connectionsAlert(from: { readonly service: string }, { name }: Service, common: Common): Alert {
  const used = selector("pg_stat_activity_count", from);
  const most = selector("pg_settings_max_connections", from);
  const limit = (values: string): Series => ({ series: most, values });
  return {
    ...common,
    ...{ name: "ConnectionsNearLimit", severity: "warning", for: 300, threshold: "80 % of max_connections" },
    expression: `sum(${used}) / max(${most}) > 0.8`,
    summary: `${name} uses more than 80 % of its connections.`,
    impact: "Above 100 %, its clients get errors instead of connections.",
    diagnosis: ["Count the connections by user and state, and find the clients with idle ones."],
    mitigation: "Limit the connection pools of its clients, or raise `parameters.max_connections`.",
    test: {
      fires: [{ series: used, values: "90x20" }, limit("100x20")],
      quiet: [{ series: used, values: "80x20" }, limit("100x20")],
      ...{ at: 900, labels: {} },
    },
  };
}

/** More work waits than the most replicas can have. */
function queueAlert(from: { readonly service: string }, service: Service): Alert {
  const { name, scale, alerting } = service;
  const { list = "", length = 0 } = scale.queue ?? {};
  const most = length * scale.max;
  const metric = selector("redis_key_size", { ...from, key: list });
  return {
    ...{ name: "QueueTooLong", service: name, severity: "warning", team: alerting.team, for: 900, keepFiringFor: 0 },
    expression: `max(${metric}) > ${most}`,
    summary: `More than ${most} items wait in the list ${list} of ${name}.`,
    impact: `Work waits longer than ${name} is planned for, even with ${scale.max} replicas.`,
    diagnosis: [`Is ${name} at its most replicas, and do its logs show errors?`, "Has the rate of new items changed?"],
    mitigation: `Raise \`scale.max\`, or find out why ${name} is slow.`,
    ...{ threshold: `${length} items x ${scale.max} replicas`, runbook: undefined },
    test: oneSeries(metric, { fires: `${most + 1}x40`, quiet: `${most}x40`, at: 1800 }),
  };
}
