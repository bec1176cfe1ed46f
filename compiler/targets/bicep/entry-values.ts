import type { Job, Service } from "../../model/service.ts";
import type { Text, TextPart } from "../../model/text.ts";
import type { Context } from "./context.ts";
import { accessKeyEntry, fileEntries } from "./entries.ts";
import { accessKeyOf, ownerOfAccessKey } from "./managed.ts";
import type { Server } from "./servers.ts";

/** The services and jobs of some name, by deployment. */
export type Workloads = readonly (Service | Job | undefined)[];

/** What entries are made of. */
export interface Surroundings {
  readonly workloads: readonly Workloads[];
  readonly servers: readonly Server[];
  readonly context: Context;
}

/** The managed services that an entry names and some environment lacks, by name. */
export function partialServers(name: string, surroundings: Surroundings): readonly string[] {
  const { servers, context } = surroundings;
  const parts = valuesOf(name, surroundings).flatMap((text) => text ?? []);
  const named = parts.flatMap((part) => {
    if (typeof part === "string") return [];
    if (part.kind === "service") return [part.service];
    return part.kind === "secret" ? (ownerOf(part.secret, servers) ?? []) : [];
  });
  const managed = servers.filter((server) => named.includes(server.name));
  return managed.map((server) => server.name).filter((server) => !context.isEverywhere(server));
}

/** The Redis whose key a secret is. */
function ownerOf(secret: string, servers: readonly Server[]): string | undefined {
  return ownerOfAccessKey(secret) ?? redisWithPassword(secret, servers)?.name;
}

/** Azure makes the password of Redis: it does not have to be supplied. */
function redisWithPassword(secret: string, servers: readonly Server[]): Server | undefined {
  const owners = servers.filter(({ first }) => first.origin.password === secret);
  return owners.every(({ kind }) => kind === "redis") ? owners[0] : undefined;
}

/** The value of an entry by deployment: a secret, a string that contains secrets, or a file. */
export function valuesOf(name: string, { workloads, servers, context }: Surroundings): readonly (Text | undefined)[] {
  const { deployments, platform } = context;
  const queue = servers.find((server) => accessKeyEntry(server.name) === name);
  if (queue) return deployments.map(() => [accessKeyOf(queue.name, "none")]);
  if (platform.secrets.some((secret) => secret.name === name)) {
    const cache = redisWithPassword(name, servers);
    const part: TextPart = cache ? accessKeyOf(cache.name, "none") : { kind: "secret", secret: name, encoding: "none" };
    return deployments.map(() => [part]);
  }
  const derived = deployments.map(
    ({ environment }) => environment.derivedSecrets.find((secret) => secret.name === name)?.text,
  );
  if (derived.some((text) => text !== undefined)) return derived;
  return deployments.map(
    (_, index) =>
      workloads.flatMap((all) => {
        const workload = all[index];
        const path = workload && fileEntries(workload).find(({ entry }) => entry === name)?.path;
        const content = workload?.files.find((file) => file.path === path)?.content;
        return content?.kind === "text" ? [content.text] : [];
      })[0],
  );
}
