import type { SpecPath } from "../../spec/path.ts";
import type { JobSpec, ServiceSpec } from "../../spec/spec.ts";
import { isBuiltFromSource } from "../origin.ts";
import type { SpecRule } from "./rule.ts";

/** The keys that say how an image is built. */
const imageKeys = [
  "build",
  "develop",
  "developmentDockerfile",
  "dockerfile",
  "imageName",
  "init",
  "lockfile",
  "packages",
  "port",
  "ports",
  "project",
  "runtime",
  "server",
  "sizeBudget",
  "source",
  "start",
  "static",
  "test",
  "user",
  "variants",
] as const;

function isBuilt(thing: Pick<ServiceSpec, "runtime" | "build"> | undefined): boolean {
  return thing !== undefined && isBuiltFromSource(thing);
}

/** Those of a job. Its command and the number of its user are its container's. */
const jobKeys = ["build", "dockerfile", "lockfile", "packages", "project", "runtime", "source", "test"] as const;

/** An image is built once and deployed many times: no environment changes how. */
export const imagesAreTheSameEverywhere: SpecRule = ({ spec }, reporter) => {
  for (const [name, environment] of Object.entries(spec.environments)) {
    const overlays = Object.entries(environment.services ?? {})
      .filter(([service, overlay]) => overlay !== null && isBuilt(spec.base.services[service]))
      .map(([service, overlay]) => [["services", service], overlay] as const);
    const all = environment.defaults ? [...overlays, [["defaults"], environment.defaults] as const] : overlays;
    for (const [path, overlay] of all) {
      for (const key of imageKeys.filter((candidate) => overlay[candidate] !== undefined)) {
        reporter.report(
          "model/build-differs",
          { environment: name, path: [...path, key], half: "key" },
          { key, environment: name },
        );
      }
    }
    for (const path of keysOfJobImages(environment.jobs ?? {}, spec.base.jobs)) {
      const holes = { key: path.slice(2).join("."), environment: name };
      reporter.report("model/build-differs", { environment: name, path, half: "key" }, holes);
    }
  }
};

/** The keys of overlays that change how jobs are built from source. */
function keysOfJobImages(
  overlays: Readonly<Record<string, JobSpec | null>>,
  jobs: Readonly<Record<string, JobSpec>>,
): readonly SpecPath[] {
  return Object.entries(overlays).flatMap(([job, overlay]) => {
    if (overlay === null || !isBuilt(jobs[job])) return [];
    const keys: SpecPath[] = jobKeys.filter((key) => overlay[key] !== undefined).map((key) => [key]);
    if (overlay.user?.name !== undefined) keys.push(["user", "name"]);
    return keys.map((key) => ["jobs", job, ...key]);
  });
}
