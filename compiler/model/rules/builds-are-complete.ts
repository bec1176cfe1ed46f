import { ownBuildOf } from "../../spec/own-build.ts";
import type { SpecRule } from "./rule.ts";

/** A build has a command or a Dockerfile. Languages have a default command. */
export const buildsAreComplete: SpecRule = ({ spec }, reporter) => {
  for (const section of ["services", "jobs"] as const) {
    for (const [owner, { build, runtime }] of Object.entries(spec[section] ?? {})) {
      if (!build || runtime || build.command !== undefined || ownBuildOf({ build })) continue;
      reporter.report("dockerfile/build-incomplete", { path: [section, owner, "build"] }, { owner });
    }
  }
};
