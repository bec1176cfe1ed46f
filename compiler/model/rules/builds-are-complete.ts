import { ownBuildOf } from "../../spec/own-build.ts";
import type { SpecRule } from "./rule.ts";

/** A build has a command, or a Dockerfile. */
export const buildsAreComplete: SpecRule = ({ spec }, reporter) => {
  for (const section of ["services", "jobs"] as const) {
    for (const [owner, { build }] of Object.entries(spec[section] ?? {})) {
      if (!build || build.command !== undefined || ownBuildOf({ build })) continue;
      reporter.report("dockerfile/build-incomplete", { path: [section, owner, "build"] }, { owner });
    }
  }
};
