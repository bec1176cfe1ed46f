import type { ServiceSpec } from "../../spec/spec.ts";
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

function isBuilt(service: ServiceSpec | undefined): boolean {
  return service !== undefined && isBuiltFromSource(service);
}

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
  }
};
