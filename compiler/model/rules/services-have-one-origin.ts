import { hasOrigin } from "../origin.ts";
import type { SpecRule } from "./rule.ts";

/** Every service has an origin. */
export const servicesHaveOneOrigin: SpecRule = ({ spec }, reporter) => {
  for (const [name, service] of Object.entries(spec.services ?? {})) {
    const merged = spec.base.services[name] ?? service;
    if (merged.engine || hasOrigin(merged)) continue;
    reporter.report("model/no-origin", { path: ["services", name], half: "key" }, { service: name });
  }
};
