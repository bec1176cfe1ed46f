import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { inherited, lineageOf, stageOf } from "../dockerfile/dockerfile.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { Dockerfiles } from "../spec/dockerfiles.ts";
import { entryOf } from "../spec/entry.ts";
import type { MergedEnvironment, Spec } from "../spec/normalize.ts";
import { ownBuildOf } from "../spec/own-build.ts";
import type { PortSpec, ServiceSpec, StopSpec, UserSpec } from "../spec/spec.ts";

/** A specification in which own Dockerfiles supply what it leaves open: the port, the user, the stop signal. */
export function withDockerfiles(spec: Spec, files: Dockerfiles): Spec {
  if (files.size === 0) return spec;
  // The user of a Dockerfile is nearer to its service than that of `defaults`.
  const isSet = (name: string): boolean =>
    (entryOf(spec.services, name) ?? entryOf(spec.jobs, name))?.user !== undefined;
  const change = (environment: MergedEnvironment): MergedEnvironment => ({
    ...environment,
    services: mapped(environment.services, (service, name) => {
      const file = files.get(name);
      return { ...stated(file, service), ...service, ...(!isSet(name) && userOf(file, service)) };
    }),
    jobs: mapped(environment.jobs, (job, name) => {
      const owner = job.service ?? name;
      return { ...job, ...(!isSet(name) && !isSet(owner) && userOf(files.get(owner), job)) };
    }),
  });
  return { ...spec, dockerfiles: files, base: change(spec.base), merged: spec.merged.map(change) };
}

function mapped<T>(things: Readonly<Record<string, T>>, change: (thing: T, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, change(thing, name)]));
}

function stated(file: Dockerfile | undefined, service: ServiceSpec): Partial<ServiceSpec> {
  const own = ownBuildOf(service);
  if (!own || !file) return {};
  const lineage = lineageOf(file, stageOf(file, own.target));
  const [port, ...others] = lineage.flatMap(({ ports }) => ports).flatMap(({ value }) => portOf(value) ?? []);
  const signal = inherited(lineage, ({ stopSignal }) => stopSignal)?.value;
  return {
    ...(port && others.length === 0 && { port }),
    ...(signal !== undefined && { stop: withDefaults<StopSpec>({ signal }, "stop") }),
  };
}

/** `8080` or `8080/tcp`. */
function portOf(text: string): PortSpec | undefined {
  const [, number] = /^(\d+)(?:\/tcp)?$/.exec(text) ?? [];
  return number === undefined ? undefined : withDefaults<PortSpec>({ number: Number(number) }, "port");
}

/** A user that USER names by number. */
function userOf(file: Dockerfile | undefined, service: ServiceSpec): { readonly user?: UserSpec } {
  const own = ownBuildOf(service);
  if (!own || !file) return {};
  const user = inherited(lineageOf(file, stageOf(file, own.target)), (stage) => stage.user)?.value ?? "";
  const [, id] = /^(\d+)(?::\d+)?$/.exec(user) ?? [];
  return id === undefined || Number(id) === 0 ? {} : { user: { id: Number(id) } };
}
