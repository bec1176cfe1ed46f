import { engines } from "../catalog/engine.ts";
import { isIn } from "../spec/included.ts";
import type { Kind } from "../spec/kinds.ts";
import type { MergedEnvironment } from "../spec/normalize.ts";
import { ownBuildOf } from "../spec/own-build.ts";
import type { JobSpec, ServiceSpec } from "../spec/spec.ts";
import { languages } from "./languages.ts";
import { hasOrigin } from "./origin.ts";

/** The kinds that a workload is of, and what a message calls it: `a Go service`. */
export interface Kinds {
  readonly kinds: ReadonlySet<Kind>;
  readonly label: string;
}

/** What a message calls the language of a service. */
const languageNames = { python: "Python", node: "Node.js", dotnet: ".NET", go: "Go", java: "Java" } as const;

/** The kinds of a service; undefined while it is not known what it runs. */
export function kindsOfService(service: ServiceSpec): Kinds | undefined {
  if (!hasOrigin(service)) return undefined;
  if (service.engine) {
    const entry = engines.get(service.engine.name);
    if (!entry) return undefined;
    const logging: readonly Kind[] = [
      ...(entry.logging?.level ? (["leveled"] as const) : []),
      ...(entry.logging?.format ? (["formatted"] as const) : []),
    ];
    return { kinds: new Set(["service", "engine", ...logging]), label: `which uses the engine ${entry.title}` };
  }
  if (service.image !== undefined)
    return { kinds: new Set(["service", "image"]), label: "which runs an image from a registry" };
  if (ownBuildOf(service)) return ownKinds("service");
  return service.runtime && built(service.runtime.language, "service", service);
}

/** The kinds of a job; undefined while it is not known what it runs. */
export function kindsOfJob(job: JobSpec): Kinds | undefined {
  if (job.service !== undefined)
    return { kinds: new Set(["job"]), label: `a job that runs in the image of ${job.service}` };
  if (job.image !== undefined)
    return { kinds: new Set(["job", "image"]), label: "a job that runs an image from a registry" };
  if (ownBuildOf(job)) return ownKinds("job");
  return job.runtime && built(job.runtime.language, "job", job);
}

function ownKinds(role: "service" | "job"): Kinds {
  return { kinds: new Set([role, "built", "own", "program"]), label: `a ${role} with its own Dockerfile` };
}

/** The platform as a whole. */
export const kindsOfPlatform: Kinds = { kinds: new Set(["platform"]), label: "the platform" };

/** One environment. */
export function kindsOfEnvironment({ name, tier, edge }: MergedEnvironment): Kinds {
  const isPublic = edge !== undefined && isIn(edge.environments, name, tier);
  return {
    kinds: new Set(["environment", ...(isPublic ? (["public"] as const) : [])]),
    label: isPublic ? "an environment" : "an environment without an edge",
  };
}

/** The kinds of everything in an environment that `observability` includes. */
export function kindsOfWatched({ name, tier, observability }: MergedEnvironment): readonly Kind[] {
  if (!observability || !isIn(observability.environments, name, tier)) return [];
  return observability.metrics ? ["watched", "monitored"] : ["watched"];
}

/** The kinds of a mock, which runs an image. */
export const kindsOfMock: Kinds = { kinds: new Set(["mock", "image"]), label: "a mock" };

/** The kinds of a test run, which runs the test stage of a service. */
export const kindsOfTest: Kinds = { kinds: new Set(["test"]), label: "a test" };

function built(
  language: keyof typeof languageNames,
  role: "service" | "job",
  { lockfile, static: site, build }: Pick<ServiceSpec, "lockfile" | "static" | "build">,
): Kinds {
  const { managers, lockfile: defaultFile, otherwise } = languages[language];
  const manager = lockfile?.manager ?? managers[lockfile?.path ?? defaultFile] ?? otherwise;
  const isScripted = build?.command !== undefined;
  const isCompiled = language === "node" ? isScripted : language !== "python";
  const name = languageNames[language];
  return {
    kinds: new Set<Kind>([
      role,
      "built",
      "generated",
      site ? "site" : "program",
      ...(!site && isCompiled ? (["compiled"] as const) : []),
      ...(isScripted ? (["scripted"] as const) : []),
      language,
      ...(manager ? [manager] : []),
    ]),
    label: site ? "a static site" : `a ${name} ${role}`,
  };
}
