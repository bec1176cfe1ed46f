import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import { foldersOf } from "./folders.ts";
import type { Spec } from "./normalize.ts";
import { ownBuildOf } from "./own-build.ts";

/** The own Dockerfiles of services and jobs that exist, by the name of their service or job. */
export type Dockerfiles = ReadonlyMap<string, Dockerfile>;

/** Reads the own Dockerfiles of a specification. */
export async function readDockerfiles(spec: Spec, source: SpecSource): Promise<Dockerfiles> {
  const found = new Map<string, Dockerfile>();
  for (const [name, thing] of Object.entries({ ...spec.base.services, ...spec.base.jobs })) {
    const own = ownBuildOf(thing);
    if (!own || found.has(name)) continue;
    const bytes = source.read(resolveBeside(source.path, `${foldersOf(spec).root}/${own.dockerfile}`));
    if (!bytes) continue;
    found.set(name, await parseDockerfile(own.dockerfile, new TextDecoder().decode(bytes), own.args ?? {}));
  }
  return found;
}
