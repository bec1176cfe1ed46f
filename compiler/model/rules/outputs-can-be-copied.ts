import { formatPath } from "../../spec/path.ts";
import { generatedBuilds } from "../built-images.ts";
import { buildOfService, hasOutput } from "../copied-outputs.ts";
import type { Build, CopiedOutput } from "../image.ts";
import type { Platform } from "../platform.ts";
import type { Reporter } from "../reporter.ts";
import type { Rule } from "./rule.ts";

/** The services whose output builds copy write one, and no build waits for its own output. */
export const outputsCanBeCopied: Rule = ({ spec, platform }, reporter) => {
  const builds = generatedBuilds(platform);
  for (const build of builds) {
    for (const copy of build.copies) {
      // A name that does not exist is reported elsewhere.
      if (!spec.base.services[copy.service]) continue;
      const copied = buildOfService(platform, copy.service);
      if (copied && hasOutput(copied)) continue;
      reporter.report("model/nothing-to-copy", spotOf(build, copy), {
        service: copy.service,
        isBuilt: copied !== undefined,
      });
    }
  }
  reportCycles(platform, builds, reporter);
};

function reportCycles(platform: Platform, builds: readonly Build[], reporter: Reporter): void {
  const done = new Set<Build>();
  const visit = (build: Build, chain: readonly Build[]): void => {
    for (const copy of done.has(build) ? [] : build.copies) {
      const copied = buildOfService(platform, copy.service);
      const start = copied ? chain.indexOf(copied) : -1;
      if (copied && start >= 0) {
        const cycle = [...chain.slice(start), copied].map(({ name }) => name).join(" -> ");
        const spot = spotOf(build, copy);
        reporter.report("model/copy-cycle", spot, { cycle, path: formatPath(spot.path) });
      } else if (copied) visit(copied, [...chain, copied]);
    }
    done.add(build);
  };
  for (const build of builds) visit(build, [build]);
}

function spotOf(
  build: Build,
  { path, service }: CopiedOutput,
): { readonly path: readonly string[]; readonly within: string } {
  return { path: [...build.path.map(String), "build", "copyFrom", path], within: service };
}
