import { tidyPath } from "../source/host.ts";
import type { SpecPath } from "../spec/path.ts";
import type { RuntimeSpec, ServiceSpec, SourceSpec } from "../spec/spec.ts";
import { buildArgs } from "./build-args.ts";
import { inFolder } from "./build-context.ts";
import { buildPackages, buildVariants } from "./build-variants.ts";
import type { EnvironmentContext } from "./context.ts";
import { copiedOutputs, isForOthers } from "./copied-outputs.ts";
import { buildUser } from "./hardening.ts";
import type { Build, CommandSpec, Lockfile, Source } from "./image.ts";
import { type CommandParts, defaultDevelop, defaultStart, defaultTest } from "./language-commands.ts";
import { type Language, languages } from "./languages.ts";
import type { References } from "./references.ts";
import { buildRuntime } from "./runtime.ts";
import { serverCommands } from "./server.ts";
import type { Health, Port } from "./service.ts";
import { buildSizeBudget } from "./size-budget.ts";
import type { Tools } from "./tools.ts";
import type { Storage } from "./workload.ts";

/** What of a service goes into its image. */
export interface ImageParts {
  readonly ports: readonly Port[];
  readonly storage: readonly Storage[];
  readonly health: Health | undefined;
}

/** The image of a service or job that is built from source. `spec` is from the base: an image does not depend on environments. */
export function buildImage(
  { context, references, facts }: Tools,
  path: SpecPath,
  spec: ServiceSpec & { readonly runtime: RuntimeSpec },
  parts: ImageParts,
): Build {
  const name = String(path.at(-1));
  const runtime = buildRuntime(spec.runtime);
  const lockfile = buildLockfile(context, spec, path);
  const source = buildSource(spec.source, name);
  const build = buildOf(spec, runtime.language, context, references, path);
  const { language } = runtime;
  const known = facts.get(name);
  const commands = commandsOf(
    context,
    spec,
    { name, language, lockfile, project: spec.project, source, build, facts: known },
    path,
  );
  const { healthcheck, ...rest } = {
    healthcheck: parts.health?.container,
    ownedDirectories: parts.storage.map((storage) => storage.path).sort(),
    ports: parts.ports.map((port) => port.number).sort((a, b) => a - b),
    port: spec.port?.number,
    isWritable: isWritable(context, spec, path),
  };
  return {
    kind: "generated",
    name,
    description: spec.description ?? defaultDescription(name, context.spec.platform.name),
    imageName: spec.imageName ?? name,
    runtime,
    source,
    facts: known,
    project: spec.project,
    lockfile,
    packages: buildPackages(context, spec.packages, [...path, "packages"]),
    build,
    copies: copiedOutputs(spec.build),
    isForOthers: isForOthers(context.spec, path),
    site: spec.static && { ...spec.static, folder: tidyPath(spec.static.folder), health: pathOf(parts.health) },
    ...commands,
    init: isForOthers(context.spec, path) ? undefined : buildInit(spec),
    user: buildUser(spec.user, context.spec.platform.name),
    stopSignal: spec.stop?.signal ?? "SIGTERM",
    ...rest,
    healthcheck,
    dockerfile: spec.dockerfile,
    developmentDockerfile: spec.developmentDockerfile ?? spec.dockerfile,
    sizeBudget: buildSizeBudget(spec.sizeBudget),
    variants: buildVariants(context, spec, path),
    path,
  };
}

/** Builds of Node.js write a folder; other languages have a default build, whose output has a known place. */
function buildOf(
  { build: spec, project }: ServiceSpec,
  language: Language,
  context: EnvironmentContext,
  references: References,
  path: SpecPath,
): CommandSpec | undefined {
  const args = buildArgs(context, references, spec?.args, path);
  const output = spec?.output ?? (language === "node" ? inFolder(project ?? ".", "dist") : undefined);
  if (!spec) return undefined;
  const { command, include, secrets } = spec;
  return {
    ...(command && { command }),
    ...(include && { include: include.map(tidyEntry) }),
    ...(secrets && { secrets }),
    ...(output !== undefined && { output: tidyPath(output) }),
    ...(args && { args }),
  };
}

/** An image is the same in every environment, also if its root file system is writable in one of them alone. */
function isWritable({ spec: { merged } }: EnvironmentContext, spec: ServiceSpec, [section, name]: SpecPath): boolean {
  const inEnvironments = merged.map(({ services, jobs }) => (section === "jobs" ? jobs : services)[String(name)]);
  return [spec, ...inEnvironments].some((each) => each?.exceptions?.some(({ allow }) => allow === "writable-root"));
}

/** The path under which a static site tells that it is well. */
function pathOf(health: Health | undefined): string {
  const handler = health?.ready.handler;
  return handler?.kind === "http" ? handler.path : "/healthz";
}

function buildSource(spec: SourceSpec | undefined, name: string): Source {
  return {
    folder: tidyPath(spec?.folder ?? name),
    paths: (spec?.paths ?? []).map(tidyEntry).sort(),
    tests: (spec?.tests ?? []).map(tidyEntry).sort(),
    shared: (spec?.shared ?? []).map(tidyPath).sort(),
  };
}

/** A path of a list, of which one that ends with `/` is a folder. */
function tidyEntry(path: string): string {
  return `${tidyPath(path)}${path.endsWith("/") ? "/" : ""}`;
}

function buildLockfile(
  context: EnvironmentContext,
  spec: ServiceSpec & { readonly runtime: RuntimeSpec },
  path: SpecPath,
): Lockfile {
  const language = languages[spec.runtime.language];
  const name = spec.lockfile?.path ?? language.lockfile;
  const isForeign = Object.values(languages).some(({ managers }) => Object.hasOwn(managers, name));
  const manager = spec.lockfile?.manager ?? language.managers[name] ?? (isForeign ? undefined : language.otherwise);
  if (!manager) {
    const holes = { lockfile: name, language: spec.runtime.language, known: Object.keys(language.managers) };
    context.report("model/unknown-lockfile", { path: [...path, "lockfile"] }, holes);
  }
  return {
    path: name,
    development: spec.lockfile?.development ?? name.replace(/(\.[^.]*)?$/, "-dev$1"),
    manager: manager ?? "npm",
    scripts: spec.lockfile?.scripts ?? false,
    extras: [...(spec.lockfile?.extras ?? [])].sort(),
    project: spec.lockfile?.project ?? false,
  };
}

/** `start`, `develop` and `test`, from whichever of `server`, `static` and `start` the service has. */
function commandsOf(
  context: EnvironmentContext,
  spec: ServiceSpec & { readonly runtime: RuntimeSpec },
  parts: CommandParts,
  path: SpecPath,
): Pick<Build, "start" | "develop" | "debug" | "test"> {
  const server = spec.server && serverCommands(spec.server, spec.port?.number ?? 8000);
  const start = spec.start ?? server?.start ?? defaultStart(parts) ?? [];
  const runs = !isForOthers(context.spec, path);
  // A job runs its production image in every environment.
  const isDeveloped = path[0] !== "jobs" && runs && spec.develop?.enabled !== false;
  const develop = isDeveloped ? (spec.develop?.command ?? server?.develop ?? defaultDevelop(parts, start)) : undefined;
  if (start.length === 0 && !spec.static && runs) {
    context.report("model/no-start", { path, half: "key" }, { service: String(path.at(-1)) });
  }
  const test = spec.test?.enabled === false ? undefined : (spec.test?.command ?? defaultTest(parts));
  return { start, develop, debug: spec.develop?.debug, test };
}

function buildInit(spec: ServiceSpec & { readonly runtime: RuntimeSpec }): Build["init"] {
  const { needsInit } = languages[spec.runtime.language];
  const name = spec.init?.name ?? (needsInit ? "tini" : "none");
  return name === "none" ? undefined : { name, version: spec.init?.version ?? (spec.init ? undefined : "0.19") };
}

/** The description of a service that the specification does not describe. */
export function defaultDescription(name: string, platform: string): string {
  return `The ${name} service of ${platform}.`;
}
