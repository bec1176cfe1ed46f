import { engines } from "../../catalog/engine.ts";
import type { Rule } from "./rule.ts";

/** A proxy that is not the edge brings its own configuration. */
export const enginesHaveTheirFiles: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, role, files, path } of environment.services) {
      const file = origin.kind === "engine" && role === "service" && engines.get(origin.engine)?.configuration;
      if (!file || files.some((mounted) => mounted.path === file)) continue;
      reporter.report(
        "model/engine-needs-file",
        { environment: environment.name, path: [...path, "engine"] },
        {
          engine: origin.engine,
          file,
        },
      );
    }
  }
};
