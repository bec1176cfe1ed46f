import { engines } from "../../catalog/engine.ts";
import type { Rule } from "./rule.ts";

/** A service that must not run twice is not scaled, and neither is an engine whose replicas would not share their data. */
export const singlesAreNotScaled: Rule = ({ spec, platform }, reporter) => {
  for (const { name: environment, services } of spec.merged) {
    for (const [service, { scale }] of Object.entries(services)) {
      if (!scale?.single) continue;
      const keys = Object.entries(scale).flatMap(([key, value]) => (key === "single" || value === 1 ? [] : [key]));
      if (keys.length === 0) continue;
      const path = ["services", service, "scale"];
      reporter.report("model/single-and-scaled", { environment, path }, { service, keys });
    }
  }
  for (const { name: environment, services } of platform.environments) {
    for (const { name: service, path, scale, origin } of services) {
      const replicas = Math.max(scale.min, scale.max);
      if (origin.kind !== "engine" || replicas <= 1 || engines.get(origin.engine)?.data === undefined) continue;
      const holes = { service, engine: origin.engine, replicas };
      reporter.report("model/engine-scaled", { environment, path: [...path, "scale"] }, holes);
    }
  }
};
