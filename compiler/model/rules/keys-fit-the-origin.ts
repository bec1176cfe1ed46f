import { generatedKeys, ownBuildOf } from "../../spec/own-build.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { ServiceSpec } from "../../spec/spec.ts";
import { engineKeys, hasOrigin } from "../origin.ts";
import type { Reporter } from "../reporter.ts";
import type { SpecRule } from "./rule.ts";

type Key = keyof ServiceSpec;

/** Keys that concern only services that are built here. `dockerfile` has a default, which says nothing. */
const builtKeys: readonly Key[] = [
  "build",
  "develop",
  "developmentDockerfile",
  "imageName",
  "init",
  "lockfile",
  "packages",
  "project",
  "server",
  "sizeBudget",
  "source",
  "static",
  "test",
  "variants",
];

/** A service has one origin and only keys that mean something for it. */
export const keysFitTheOrigin: SpecRule = ({ spec }, reporter) => {
  for (const [name, job] of Object.entries(spec.jobs ?? {})) reportBuild(["jobs", name], job, reporter);
  for (const [name, service] of Object.entries(spec.services ?? {})) {
    const merged = spec.base.services[name] ?? service;
    reportSeveral(reporter, name, service, ["runtime", "image", "engine"]);
    reportSeveral(reporter, name, service, ["start", "server", "static"]);
    if (!merged.engine && !hasOrigin(merged)) {
      reporter.report("model/no-origin", { path: ["services", name], half: "key" }, { service: name });
      continue;
    }
    const foreign = foreignKeys(merged);
    if (!foreign) continue;
    for (const key of foreign.keys.filter((candidate) => merged[candidate] !== undefined)) {
      const holes = { key, service: name, kind: foreign.kind };
      reporter.report("model/key-not-applicable", { path: ["services", name, key], half: "key" }, holes);
    }
    reportBuild(["services", name], service, reporter);
    if (merged.build && !ownBuildOf(merged) && merged.runtime?.language === "python") {
      const holes = { key: "build", service: name, kind: "written in Python, which is not built" };
      reporter.report("model/key-not-applicable", { path: ["services", name, "build"], half: "key" }, holes);
    }
    if (merged.server && merged.runtime && merged.runtime.language !== "python") {
      const holes = { language: merged.runtime.language };
      reporter.report("model/server-not-python", { path: ["services", name, "server"], half: "key" }, holes);
    }
  }
};

/** A build has a command or a Dockerfile, and only keys of it. `written` is without the defaults of the schema. */
function reportBuild(path: SpecPath, written: Pick<ServiceSpec, "build" | "dockerfile">, reporter: Reporter): void {
  const { build } = written;
  if (!build) return;
  const owner = String(path.at(-1));
  const own = ownBuildOf(written);
  if (!own && build.command === undefined) {
    reporter.report("dockerfile/build-incomplete", { path: [...path, "build"] }, { owner });
    return;
  }
  if (own && written.dockerfile !== undefined) {
    const holes = { key: "dockerfile", service: owner, kind: "which has its own Dockerfile" };
    reporter.report("model/key-not-applicable", { path: [...path, "dockerfile"], half: "key" }, holes);
  }
  const keys = own ? (["command", "output"] as const) : (["target", "developmentTarget", "testTarget"] as const);
  const kind = own ? "which has its own Dockerfile" : "whose Dockerfile is generated";
  for (const key of keys.filter((candidate) => build[candidate] !== undefined)) {
    const spot = { path: [...path, "build", key], half: "key" } as const;
    reporter.report("model/key-not-applicable", spot, { key: `build.${key}`, service: owner, kind });
  }
}

function foreignKeys(service: ServiceSpec): { readonly keys: readonly Key[]; readonly kind: string } | undefined {
  if (service.engine) return { keys: [...builtKeys, "port", "start"], kind: "which uses an engine of the catalogue" };
  if (service.image === undefined && ownBuildOf(service)) {
    return {
      keys: [...generatedKeys.filter((key) => key !== "dockerfile"), ...engineKeys],
      kind: "which has its own Dockerfile",
    };
  }
  if (service.image !== undefined)
    return { keys: [...builtKeys, ...engineKeys], kind: "which runs an image from a registry" };
  return service.runtime && { keys: engineKeys, kind: "which is built from source" };
}

function reportSeveral(reporter: Reporter, name: string, service: ServiceSpec, keys: readonly Key[]): void {
  const used = keys.filter((key) => service[key] !== undefined);
  const [, second] = used;
  if (second === undefined) return;
  const holes = { service: name, keys: used.map((key) => `'${key}'`).join(" and ") };
  reporter.report("model/two-origins", { path: ["services", name, second], half: "key" }, holes);
}
