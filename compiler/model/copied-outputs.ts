import { tidyPath } from "../source/host.ts";
import type { Spec } from "../spec/normalize.ts";
import type { SpecPath } from "../spec/path.ts";
import type { BuildSpec } from "../spec/spec.ts";
import { generatedBuilds } from "./built-images.ts";
import type { AnyBuild, Build, CopiedOutput } from "./image.ts";
import type { Platform } from "./platform.ts";

/** The folders that builds of other services fill, by path. */
export function copiedOutputs(build: BuildSpec | undefined): readonly CopiedOutput[] {
  return Object.entries(build?.copyFrom ?? {})
    .map(([path, service]) => ({ path: tidyPath(path), service }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The services whose output the builds of services and jobs copy. */
export function copiedServices({ base }: Spec): ReadonlySet<string> {
  const workloads = [...Object.values(base.services), ...Object.values(base.jobs)];
  return new Set(workloads.flatMap(({ build }) => Object.values(build?.copyFrom ?? {})));
}

/** Whether the service at `path` only fills folders of others: their builds copy its output, and no environment has it. */
export function isForOthers(spec: Spec, [section, name]: SpecPath): boolean {
  const service = String(name);
  if (section !== "services" || !copiedServices(spec).has(service)) return false;
  return spec.merged.every(({ services }) => services[service] === undefined);
}

/** A build and the builds whose output it copies, directly or through others. */
export function withCopied(platform: Platform, build: AnyBuild): readonly AnyBuild[] {
  const found = new Set<AnyBuild>();
  const visit = (one: AnyBuild | undefined): void => {
    if (!one || found.has(one)) return;
    found.add(one);
    if (one.kind === "generated") for (const { service } of one.copies) visit(buildOfService(platform, service));
  };
  visit(build);
  return [...found];
}

/** The build of a service with a generated Dockerfile. */
export function buildOfService(platform: Platform, service: string): Build | undefined {
  return generatedBuilds(platform).find(({ path }) => path[0] === "services" && path[1] === service);
}

/** Whether the build of a service writes a folder that others can copy. */
export function hasOutput({ site, build, runtime }: Build): boolean {
  if (runtime.language === "node") return build?.command !== undefined;
  return site !== undefined || build?.output !== undefined;
}
