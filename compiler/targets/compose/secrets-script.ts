import { quoteShell } from "../../literals/shell.ts";
import type { Environment, Platform, Secret } from "../../model/platform.ts";
import type { Text } from "../../model/text.ts";
import { buildSecretsOf } from "./build-view.ts";
import type { ComposeFile } from "./compose-file.ts";
import { address, secretVariable } from "./interpolate.ts";
import { secretsOf } from "./secrets.ts";

/** The view of `compose/create-secrets.sh`. */
export interface SecretsScriptView {
  readonly specName: string;
  readonly folder: string;
  /** Every declared secret that a Compose file mounts. */
  readonly secrets: readonly ScriptSecretView[];
  /** Whether a secret is composed of others. */
  readonly hasDerived: boolean;
  /** The secrets composed of other secrets, by environment. */
  readonly environments: readonly { readonly name: string; readonly derived: readonly DerivedView[] }[];
  readonly names: string;
  /** The secrets that a Compose file reads from `.env`, since their readers take no file. */
  readonly copied: readonly CopiedView[];
}

interface CopiedView {
  readonly variable: string;
  readonly name: string;
  /** The environments that read it, as a pattern of `case`; empty: all of them do. */
  readonly pattern: string;
}

interface ScriptSecretView {
  readonly name: string;
  readonly description: string;
  /** How the value is generated, or `ask`. */
  readonly how: string;
  readonly length: number;
  /** The environments that need it, as a pattern of `case`; empty: all of them do. */
  readonly pattern: string;
}

interface DerivedView {
  readonly name: string;
  /** Arguments of the script's function `compose`: `literal TEXT`, `plain SECRET` and `encoded SECRET`. */
  readonly parts: readonly PartView[];
}

interface PartView {
  readonly how: string;
  readonly text: string;
  /** The continuation of the command line; empty after the last part. */
  readonly end: string;
}

/** The script that creates secret files; undefined if no Compose file needs a secret. */
export function secretsScriptView(platform: Platform, files: readonly ComposeFile[]): SecretsScriptView | undefined {
  const mounting = files.filter((file) => file.secrets.provider === "file");
  const environments = [...new Set(mounting.map((file) => file.environment))].map((environment) => {
    const own = mounting.filter((file) => file.environment === environment);
    const mounted = new Set(own.flatMap(mountedIn));
    const derived = derivedOf(environment, mounted);
    const parts = derived.flatMap((secret) => secret.parts).filter(({ how }) => how !== "literal");
    const read = new Set(own.flatMap(readFromEnvFile));
    const ofBackups = platform.targets.operations?.enabled ? secretsOfBackups(environment) : [];
    const needed = new Set([...mounted, ...parts.map(({ text }) => text), ...read, ...ofBackups]);
    return { name: environment.name, derived, needed, read };
  });
  const pattern = (users: readonly { readonly name: string }[]): string =>
    users.length < environments.length ? users.map(({ name }) => quoteShell(name)).join(" | ") : "";
  const secrets = platform.secrets.flatMap((secret) => {
    const needing = environments.filter(({ needed }) => needed.has(secret.name));
    return needing.length === 0 ? [] : [scriptSecret(secret, pattern(needing))];
  });
  const copied = platform.secrets.flatMap(({ name }) => {
    const reading = environments.filter(({ read }) => read.has(name));
    return reading.length === 0 ? [] : [{ variable: secretVariable(name), name, pattern: pattern(reading) }];
  });
  if (environments.every(({ needed }) => needed.size === 0)) return undefined;
  return {
    specName: platform.specName,
    folder: mounting[0]?.secrets.path ?? "secrets",
    secrets,
    environments: environments.map(({ name, derived }) => ({ name, derived })),
    hasDerived: environments.some(({ derived }) => derived.length > 0),
    names: environments.map(({ name }) => name).join(", "),
    copied,
  };
}

/** The secrets that the script for backups reads. */
function secretsOfBackups({ backups }: Environment): readonly string[] {
  return backups ? [backups.passphrase, ...backups.destination.credentials.map(({ secret }) => secret)] : [];
}

/** The secrets in variables of containers, which a Compose file takes from `.env`. */
function readFromEnvFile(file: ComposeFile): readonly string[] {
  return [...file.services, ...file.jobs, ...file.tests]
    .flatMap((workload) => workload.env)
    .flatMap((variable) => (variable.as === "file" ? [] : variable.value))
    .flatMap((part) => (typeof part !== "string" && part.kind === "secret" ? [part.secret] : []));
}

function mountedIn(file: ComposeFile): readonly string[] {
  const workloads = [...file.services, ...file.jobs, ...file.tests];
  return [...workloads.flatMap(secretsOf), ...workloads.flatMap((workload) => buildSecretsOf(file, workload))];
}

function scriptSecret(secret: Secret, pattern: string): ScriptSecretView {
  return {
    name: secret.name,
    description: secret.description,
    how: secret.generate ?? "ask",
    length: secret.length,
    pattern,
  };
}

function derivedOf(environment: Environment, mounted: ReadonlySet<string>): readonly DerivedView[] {
  return environment.derivedSecrets
    .filter((secret) => mounted.has(secret.name))
    .map(({ name, text }) => ({ name, parts: partsOf(text, environment) }));
}

function partsOf(text: Text, environment: Environment): readonly PartView[] {
  const parts: { how: string; text: string }[] = [];
  for (const part of text) {
    if (typeof part !== "string" && part.kind === "secret") {
      parts.push({ how: part.encoding === "url" ? "encoded" : "plain", text: part.secret });
      continue;
    }
    const literal = typeof part === "string" ? part : part.kind === "service" ? address(environment, part) : "";
    const last = parts.at(-1);
    if (last?.how === "literal") last.text += literal;
    else parts.push({ how: "literal", text: literal });
  }
  return parts.map((part, index) => ({ ...part, end: index < parts.length - 1 ? " \\" : "" }));
}
