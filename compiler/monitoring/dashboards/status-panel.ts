import type { MetricNames } from "../../model/monitoring/metric-names.ts";
import { selector } from "../../model/monitoring/promql.ts";
import type { Service } from "../../model/service.ts";
import type { PanelDefinition } from "./dashboard.ts";

/** Requests that were refused: without a login (401), without permission (403), or too many (429). */
export function statusPanel({ name }: Service, { requests, status }: MetricNames): PanelDefinition {
  const refused = selector(requests, { service: name, [status]: "~401|403|429|4xx" });
  return {
    ...{ title: "Refused requests", unit: "reqps", show: "bars", width: 12 },
    description: `Requests of ${name} per second that were refused, by status.`,
    queries: [{ expression: `sum by (${status}) (rate(${refused}[$__rate_interval]))`, legend: `{{${status}}}` }],
  };
}
