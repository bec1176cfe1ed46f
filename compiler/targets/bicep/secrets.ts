import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import { call, type ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { entriesUsed } from "./entries.ts";
import { partialServers, type Surroundings, valuesOf, type Workloads } from "./entry-values.ts";
import { ownerOfAccessKey } from "./managed.ts";
import { joinNames, symbolOf } from "./names.ts";
import { ModuleParameters, printType, propertyOf } from "./parameters.ts";
import { type Server, serverName } from "./servers.ts";
import { type Hole, hasCloudHost } from "./text.ts";

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
  /** The secrets that each entry is made of, by entry. */
  readonly contents: ReadonlyMap<string, readonly string[]>;
  /** The managed services without which it is not deployed. */
  readonly needs: readonly string[];
}

/**
 * The modules that write what workloads read from the vault. Entries that name a service which some environment lacks
 * have a separate module, which is deployed where the service is.
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

function moduleOf(names: readonly string[], group: readonly string[], surroundings: Surroundings): SecretsModule {
  const { context } = surroundings;
  const own = new ModuleParameters();
  const writing: Writing = { ...surroundings, own, caches: new Map(), contents: new Map() };
  const entries = names.map((name) => entryOf(name, writing));
  own.take({ name: "vaultName", type: "string", description: "Name of the Key Vault." }, "vaultName");
  own.take({ name: "entriesExpire", type: "int", description: expireDescription }, "entriesExpire");
  const secrets = [...new Set([...writing.contents.values()].flat())].sort();
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
  const condition = group.map((server) => `${symbolOf(server, "settings")} != null`).join(" && ");
  const caches = [...writing.caches.keys()].map((cache) => symbolOf(cache, "server"));
  return {
    file: group.length === 0 ? "secrets" : `secrets-${suffix}`,
    entries: names,
    contents: writing.contents,
    needs: group,
    view,
    call: call(
      group.length === 0 ? "vaultSecrets" : symbolOf(suffix, "entries_of"),
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
  /** The secrets in each entry. */
  readonly contents: Map<string, readonly string[]>;
}

/** An entry of the vault. It is written when all the secrets in it are supplied. */
function entryOf(name: string, writing: Writing): EntryView {
  const { context, own } = writing;
  const needed = new Set<string>();
  const take = (secret: string): BicepCode => {
    needed.add(secret);
    return new BicepCode(context.secret(secret));
  };
  const read = (hole: Hole, parameters: ModuleParameters): BicepCode => {
    if (hole.kind === "host") return context.takeHost(hole.service, parameters, true);
    if (hole.kind !== "secret") return context.readInWorkload(hole, parameters);
    const cache = ownerOfAccessKey(hole.secret);
    const code = cache === undefined ? take(hole.secret) : keyOf(cache, writing);
    return hole.encoding === "url" ? new BicepCode(`uriComponent(${code.code})`) : code;
  };
  const path = context.platform.secrets.some((secret) => secret.name === name) ? ["secrets", name] : ["services"];
  const values = valuesOf(name, writing);
  const request = {
    values,
    settings: context.literals,
    key: [name],
    description: `Literals of the entry ${name}.`,
    path,
  };
  const value = context.writer.write(request, own, read);
  if (!context.literals.isEmpty) takeLiterals(name, context, own);
  const secrets = [...needed].sort();
  writing.contents.set(name, secrets);
  const conditions = secrets.map((secret) => `!empty(${propertyOf("secrets", secret)})`);
  return {
    symbol: symbolOf(name, "entry"),
    name,
    value,
    hasCloudHost: hasCloudHost(value),
    condition: conditions.length === 0 ? "" : ` if (${conditions.join(" && ")})`,
  };
}

/** Passes the literals of an entry that environments differ in. */
function takeLiterals(name: string, { literals }: Context, own: ModuleParameters): void {
  const { type } = literals;
  const property = typeof type === "string" ? undefined : type.find((one) => one.name === name);
  if (!property) return;
  own.takeProperty({ name: "literals", description: literalsDescription }, property, propertyOf("literals", name));
}

/** The description of the parameter with literals of entries. */
export const literalsDescription = "Literals in entries of the Key Vault. A list holds the pieces between references.";

/** The key of a Redis, which is read where it is needed and crosses no output. */
function keyOf(cache: string, { caches, own, context }: Writing): BicepCode {
  const property = { name: cache, type: "string", description: `Name of ${cache} in Azure.` };
  const object = { name: "caches", description: "Caches whose keys are entries." };
  const name = own.takeProperty(object, property, serverName({ name: cache, kind: "redis" }, context).code);
  const database = symbolOf(cache, "database");
  caches.set(cache, { cluster: symbolOf(cache, "cluster"), database, name: name.code });
  return new BicepCode(`${database}.listKeys().primaryKey`);
}
