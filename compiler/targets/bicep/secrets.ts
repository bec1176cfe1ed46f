import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import type { Job, Service } from "../../model/service.ts";
import type { Text, TextPart } from "../../model/text.ts";
import { call, type ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { accessKeyEntry, entriesUsed, fileEntries } from "./entries.ts";
import { accessKeyOf, ownerOfAccessKey } from "./managed.ts";
import { joinNames, symbolOf } from "./names.ts";
import { ModuleParameters, printType, propertyOf } from "./parameters.ts";
import { type Server, serverName } from "./servers.ts";
import { type Hole, hasCloudHost } from "./text.ts";

/** The services and jobs of some name, by deployment. */
export type Workloads = readonly (Service | Job | undefined)[];

interface EntryView {
  readonly symbol: string;
  readonly name: string;
  readonly value: BicepValue;
  readonly hasCloudHost: boolean;
  /** ` if (...)`, or nothing. */
  readonly condition: string;
}

interface CacheView {
  readonly cluster: string;
  readonly database: string;
  /** Its name in Azure, in Bicep. */
  readonly name: string;
}

/** A module that writes entries of the vault. */
export interface SecretsModule {
  /** The name of its file, without the extension. */
  readonly file: string;
  readonly call: ModuleCall;
  readonly view: object;
  readonly entries: readonly string[];
  /** The managed services without which it is not deployed. */
  readonly needs: readonly string[];
}

/**
 * The modules that write what workloads read from the vault. Entries that name a service which some environment lacks
 * have a module of their own, which is deployed where the service is.
 */
export function secretsModules(
  workloads: readonly Workloads[],
  servers: readonly Server[],
  context: Context,
): readonly SecretsModule[] {
  const names = [...new Set(workloads.flatMap(entriesUsed))].sort();
  const partial = new Map(names.map((name) => [name, partialServers(name, { workloads, servers, context })] as const));
  const groups = [...new Set([...partial.values()].map((group) => group.join(" ")))].sort();
  return groups.map((group) => {
    const own = names.filter((name) => partial.get(name)?.join(" ") === group);
    return moduleOf(own, group === "" ? [] : group.split(" "), { workloads, servers, context });
  });
}

interface Surroundings {
  readonly workloads: readonly Workloads[];
  readonly servers: readonly Server[];
  readonly context: Context;
}

/** The managed services that an entry names and some environment lacks, by name. */
function partialServers(name: string, surroundings: Surroundings): readonly string[] {
  const { servers, context } = surroundings;
  const parts = textsOf(name, surroundings).flatMap((text) => text ?? []);
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

function moduleOf(names: readonly string[], group: readonly string[], surroundings: Surroundings): SecretsModule {
  const { context } = surroundings;
  const own = new ModuleParameters();
  const writing: Writing = { ...surroundings, own, caches: new Map(), used: new Set() };
  const entries = names.map((name) => entryOf(name, writing));
  own.take({ name: "vaultName", type: "string", description: "Name of the Key Vault." }, "vaultName");
  own.take({ name: "entriesExpire", type: "int", description: expireDescription }, "entriesExpire");
  const secrets = [...writing.used].sort();
  const type = secrets.map((name) => ({ name, type: "string", description: context.describeSecret(name) }));
  if (secrets.length > 0) own.take({ name: "secrets", type: "secretsType", description: "Secrets." }, "secrets");
  const view = {
    specName: context.platform.specName,
    secretsType: secrets.length === 0 ? null : printType(type),
    parameters: own.views(),
    caches: [...writing.caches.values()],
    entries,
  };
  const suffix = group.length === 0 ? "" : joinNames(group, 60);
  const condition = group.map((server) => `${symbolOf(server, "Settings")} != null`).join(" && ");
  const caches = [...writing.caches.keys()].map((cache) => symbolOf(cache, "Server"));
  return {
    file: group.length === 0 ? "secrets" : `secrets-${suffix}`,
    entries: names,
    needs: group,
    view,
    call: call(
      group.length === 0 ? "vaultSecrets" : symbolOf(suffix, "EntriesOf"),
      group.length === 0 ? "secrets" : `secrets-${suffix}`,
      own.arguments(),
      {
        comment: group.length === 0 ? "Entries of the Key Vault." : null,
        condition: group.length === 0 ? null : condition,
        dependsOn: [...caches.filter((cache) => !isReferenced(cache, own)), "vault"].sort(),
      },
    ),
  };
}

/** Whether an argument refers to the module of a server, which then is deployed before. */
function isReferenced(server: string, own: ModuleParameters): boolean {
  return JSON.stringify(own.arguments()).match(new RegExp(`\\b${server}!?\\.`)) !== null;
}

/** How the expiry of entries is described. */
export const expireDescription =
  "Expiry of entries that this deployment writes, in seconds since 1970-01-01. 0: they do not expire.";

interface Writing extends Surroundings {
  readonly own: ModuleParameters;
  readonly caches: Map<string, CacheView>;
  /** The secrets that the module is given. */
  readonly used: Set<string>;
}

/** An entry of the vault. It is written when all the secrets in it are supplied. */
function entryOf(name: string, writing: Writing): EntryView {
  const { context, own } = writing;
  const needed = new Set<string>();
  const read = (hole: Hole, parameters: ModuleParameters): BicepCode => {
    if (hole.kind === "host") return context.takeHost(hole.service, parameters, true);
    if (hole.kind !== "secret") return context.readInWorkload(hole, parameters);
    const cache = ownerOfAccessKey(hole.secret);
    const code = cache === undefined ? secretOf(hole.secret, writing, needed) : keyOf(cache, writing);
    return hole.encoding === "url" ? new BicepCode(`uriComponent(${code.code})`) : code;
  };
  const path = context.platform.secrets.some((secret) => secret.name === name) ? ["secrets", name] : ["services"];
  const texts = textsOf(name, writing);
  const request = { texts, settings: context.entryTexts, key: [name], description: `Text in the entry ${name}.`, path };
  const value = context.texts.write(request, own, read);
  if (!context.entryTexts.isEmpty) takeTexts(name, context, own);
  const conditions = [...needed].sort().map((secret) => `!empty(${secret})`);
  return {
    symbol: symbolOf(name, "Entry"),
    name,
    value,
    hasCloudHost: hasCloudHost(value),
    condition: conditions.length === 0 ? "" : ` if (${conditions.join(" && ")})`,
  };
}

/** Passes the literals of an entry that environments differ in. */
function takeTexts(name: string, { entryTexts }: Context, own: ModuleParameters): void {
  const { type } = entryTexts;
  const property = typeof type === "string" ? undefined : type.find((one) => one.name === name);
  if (!property) return;
  own.takeProperty({ name: "texts", description: entryTextsDescription }, property, propertyOf("texts", name));
}

/** How the literals in entries are described. */
export const entryTextsDescription = "Texts in entries of the Key Vault. A list holds the pieces between references.";

/** What an entry consists of, by deployment: a secret, a text with secrets in it, or a file. */
function textsOf(name: string, { workloads, servers, context }: Surroundings): readonly (Text | undefined)[] {
  const { deployments, platform } = context;
  const asked = servers.find((server) => accessKeyEntry(server.name) === name);
  if (asked) return deployments.map(() => [accessKeyOf(asked.name, "none")]);
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

function secretOf(secret: string, { context, used }: Writing, needed: Set<string>): BicepCode {
  const value = context.secret(secret);
  used.add(secret);
  needed.add(value);
  return new BicepCode(value);
}

/** The key of a Redis, which is read where it is needed and crosses no output. */
function keyOf(cache: string, { caches, own, context }: Writing): BicepCode {
  const property = { name: cache, type: "string", description: `Name of ${cache} in Azure.` };
  const object = { name: "caches", description: "Caches whose keys are entries." };
  const name = own.takeProperty(object, property, serverName({ name: cache, kind: "redis" }, context).code);
  const database = symbolOf(cache, "Database");
  caches.set(cache, { cluster: symbolOf(cache, "Cluster"), database, name: name.code });
  return new BicepCode(`${database}.listKeys().primaryKey`);
}
