import { listOf } from "../../diagnostics/phrases.ts";
import type { Service } from "../service.ts";

/** What users and other services notice when a service fails, from the calls between services. */
export function impactOf({ name, routes }: Service, services: readonly Service[]): string {
  const hosts = [...new Set(routes.map(({ host }) => host))].sort();
  const watching: readonly string[] = ["edge", "monitoring"];
  const callers = services.filter(({ talksTo, role }) => talksTo.includes(name) && !watching.includes(role));
  const parts = [
    ...(hosts.length > 0 ? [`Users cannot use ${listOf(hosts, "and")}.`] : []),
    ...(callers.length > 0
      ? [
          `${listOf(callers.map((caller) => caller.name).sort(), "and")} ${callers.length === 1 ? "needs" : "need"} ${name}.`,
        ]
      : []),
  ];
  return parts.length > 0 ? parts.join(" ") : `No other service calls ${name}; its own work stops.`;
}
