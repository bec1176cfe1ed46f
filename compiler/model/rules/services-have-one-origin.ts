import type { ServiceSpec } from "../../spec/spec.ts";
import { hasOrigin } from "../origin.ts";
import type { Reporter } from "../reporter.ts";
import type { SpecRule } from "./rule.ts";

/** A service has one origin, and what is built here starts in one way. */
export const servicesHaveOneOrigin: SpecRule = ({ spec }, reporter) => {
  for (const [name, service] of Object.entries(spec.services ?? {})) {
    const merged = spec.base.services[name] ?? service;
    reportSeveral(reporter, name, service, ["runtime", "image", "engine"]);
    reportSeveral(reporter, name, service, ["start", "server", "static"]);
    if (merged.engine || hasOrigin(merged)) continue;
    reporter.report("model/no-origin", { path: ["services", name], half: "key" }, { service: name });
  }
};

function reportSeveral(
  reporter: Reporter,
  name: string,
  service: ServiceSpec,
  keys: readonly (keyof ServiceSpec)[],
): void {
  const written = keys.filter((key) => service[key] !== undefined);
  const [, second] = written;
  if (second === undefined) return;
  const holes = { service: name, keys: written.map((key) => `'${key}'`).join(" and ") };
  reporter.report("model/two-origins", { path: ["services", name, second], half: "key" }, holes);
}
