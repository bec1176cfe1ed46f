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
    reportEngineHealth(reporter, name, merged);
    if (merged.build && merged.runtime?.language === "python") {
      const holes = { key: "build", service: name, kind: "written in Python, which is not built" };
      reporter.report("model/key-not-applicable", { path: ["services", name, "build"], half: "key" }, holes);
    }
    if (merged.server && merged.runtime && merged.runtime.language !== "python") {
      const holes = { language: merged.runtime.language };
      reporter.report("model/server-not-python", { path: ["services", name, "server"], half: "key" }, holes);
    }
  }
};

/** The catalogue knows how to check an engine: only the times and the command can be changed. */
function reportEngineHealth(reporter: Reporter, name: string, { engine, health }: ServiceSpec): void {
  if (!engine) return;
  const keys = ["http", "headers", "tcp", "grpc", "port", "start", "ready", "live"] as const;
  for (const key of keys.filter((candidate) => health?.[candidate] !== undefined)) {
    const holes = { key: `health.${key}`, service: name, kind: "whose engine has a health check in the catalogue" };
    reporter.report("model/key-not-applicable", { path: ["services", name, "health", key], half: "key" }, holes);
  }
}

function foreignKeys(service: ServiceSpec): { readonly keys: readonly Key[]; readonly kind: string } | undefined {
  if (service.engine) return { keys: [...builtKeys, "port", "start"], kind: "which uses an engine of the catalogue" };
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
