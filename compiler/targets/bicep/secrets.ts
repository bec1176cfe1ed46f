import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import type { Platform } from "../../model/platform.ts";
import type { Job, Service } from "../../model/service.ts";
import type { Text, TextPart } from "../../model/text.ts";
import { argumentsOf, call, type ModuleCall } from "./calls.ts";
import { entriesUsed } from "./container.ts";
import type { Context } from "./context.ts";
import { accessKeyEntry, accessKeyOf, ownerOfAccessKey } from "./managed.ts";
import { identifierOf, variableOf } from "./names.ts";
import { ModuleParameters, type Parameter } from "./parameters.ts";
import { type Server, serverName } from "./servers.ts";
import { type Hole, hasCloudHost, readVariable } from "./text.ts";
import { fileEntries } from "./volumes.ts";

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
  /** The parameter with its name. */
  readonly parameter: string;
}

/** The module that writes what is read from the vault. */
export interface SecretsModule {
  readonly call: ModuleCall;
  readonly view: object;
}

/** The secure parameter of main.bicep for a secret. Empty: the vault keeps what it has. */
export function secretParameter(secret: string, { parameters, platform, deployments }: Context): Parameter {
  const declared = platform.secrets.find(({ name }) => name === secret);
  const description = declared?.description || `The secret ${secret}.`;
  const values = deployments.map(() => readVariable(secretVariable(secret, platform), ""));
  const naming = { names: [[secret], ["secret", secret]], description };
  return parameters.declare(naming, { type: "string", isSecure: true, usual: "''", values });
}

/** Environment variables that mean something else to files of parameters. */
const taken = [
  "ACTIVE_REVISION",
  "BIND_DOMAINS",
  "ENTRIES_EXPIRE",
  "IMAGE_TAG",
  "NEW_TRAFFIC",
  "REGISTRY_CREDENTIALS",
  "REVISION",
];

/** The environment variable with the value of a secret. No setting has it. */
function secretVariable(secret: string, { settings }: Platform): string {
  const name = variableOf(secret);
  const isTaken = taken.includes(name) || settings.some((setting) => variableOf(setting.name) === name);
  return isTaken ? `SECRET_${name}` : name;
}

/** Everything that workloads read from the vault; undefined where they read nothing. */
export function secretsModule(
  workloads: readonly Workloads[],
  servers: readonly Server[],
  context: Context,
): SecretsModule | undefined {
  const names = [...new Set(workloads.flatMap(entriesUsed))].sort();
  if (names.length === 0) return undefined;
  const own = new ModuleParameters();
  const caches = new Map<string, CacheView>();
  const entries = names.map((name) => entryOf(name, { workloads, servers, context, own, caches }));
  own.take({ name: "vaultName", type: "string", description: "The name of the Key Vault." }, "vaultName");
  const expire = { name: "entriesExpire", type: "int", description: expireDescription } as const;
  own.take(expire, expire.name);
  const view = {
    specName: context.platform.specName,
    parameters: own.views(),
    caches: [...caches.values()],
    entries,
  };
  const dependsOn = [...[...caches.keys()].map((cache) => identifierOf(cache, "server")), "vault"].sort();
  return {
    view,
    call: call("vaultSecrets", "secrets", argumentsOf(own), { comment: "What the vault holds.", dependsOn }),
  };
}

/** When what is written to the vault expires. */
export const expireDescription = "When the entries expire that are written now, in seconds since 1970. 0: never.";

interface Writing {
  readonly workloads: readonly Workloads[];
  readonly servers: readonly Server[];
  readonly context: Context;
  readonly own: ModuleParameters;
  readonly caches: Map<string, CacheView>;
}

/** An entry of the vault. It is written when all the secrets in it are known to the deployment. */
function entryOf(name: string, writing: Writing): EntryView {
  const { context, own } = writing;
  const needed = new Set<string>();
  const read = (hole: Hole, parameters: ModuleParameters): BicepCode => {
    if (hole.kind !== "secret") return context.readInWorkload(hole, parameters);
    const cache = ownerOfAccessKey(hole.secret);
    const code = cache === undefined ? passSecret(hole.secret, writing, needed) : keyOf(cache, writing);
    return hole.encoding === "url" ? new BicepCode(`uriComponent(${code.code})`) : code;
  };
  const path = context.platform.secrets.some((secret) => secret.name === name) ? ["secrets", name] : ["services"];
  const naming = { names: [[name, "text"]], description: `A part of ${name}.` };
  const value = context.texts.write({ texts: textsOf(name, writing), naming, path }, own, read);
  const conditions = [...needed].sort().map((parameter) => `!empty(${parameter})`);
  return {
    symbol: identifierOf(name, "entry"),
    name,
    value,
    hasCloudHost: hasCloudHost(value),
    condition: conditions.length === 0 ? "" : ` if (${conditions.join(" && ")})`,
  };
}

/** What an entry consists of, by deployment: a secret, a text that is composed of some, or a file. */
function textsOf(name: string, { workloads, servers, context }: Writing): readonly (Text | undefined)[] {
  const { deployments, platform } = context;
  const asked = servers.find((server) => accessKeyEntry(server.name) === name);
  if (asked) return deployments.map(() => [accessKeyOf(asked.name, "none")]);
  if (platform.secrets.some((secret) => secret.name === name)) {
    const cache = servers.find(({ kind, first }) => kind === "redis" && first.origin.password === name);
    const isOthers = servers.some(({ kind, first }) => kind !== "redis" && first.origin.password === name);
    // Azure makes the password of Redis: nobody else has to be asked for it.
    const part: TextPart =
      cache && !isOthers ? accessKeyOf(cache.name, "none") : { kind: "secret", secret: name, encoding: "none" };
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

function passSecret(secret: string, { context, own }: Writing, needed: Set<string>): BicepCode {
  const parameter = secretParameter(secret, context);
  needed.add(parameter.name);
  return own.pass(parameter);
}

/** The key of a Redis, which is read where it is needed and crosses no output. */
function keyOf(cache: string, { caches, own, context }: Writing): BicepCode {
  const parameter = {
    name: identifierOf(cache, "name"),
    type: "string" as const,
    description: `The name of ${cache}.`,
  };
  own.take(parameter, serverName({ name: cache, kind: "redis" }, context).code);
  const database = identifierOf(cache, "database");
  caches.set(cache, { cluster: identifierOf(cache, "cluster"), database, parameter: parameter.name });
  return new BicepCode(`${database}.listKeys().primaryKey`);
}
