import type { Environment, Platform, Secret } from "../../model/platform.ts";
import type { Text } from "../../model/text.ts";
import { buildSecretsOf } from "./build-view.ts";
import type { ComposeFile } from "./compose-file.ts";
import { address } from "./interpolate.ts";
import { secretsOf } from "./secrets.ts";

/** The view of `compose/create-secrets.sh`. */
export interface SecretsScriptView {
  readonly specName: string;
  readonly folder: string;
  /** Every declared secret that a Compose file mounts. */
  readonly secrets: readonly ScriptSecretView[];
  /** The secrets composed of other secrets, by environment. */
  /** Whether a secret is composed of others. */
  readonly hasDerived: boolean;
  readonly environments: readonly { readonly name: string; readonly derived: readonly DerivedView[] }[];
  readonly names: string;
}

interface ScriptSecretView {
  readonly name: string;
  readonly description: string;
  /** How the value is generated, or `ask`. */
  readonly how: string;
  readonly length: number;
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

/** The script that creates secret files; undefined if no Compose file mounts one. */
export function secretsScriptView(platform: Platform, files: readonly ComposeFile[]): SecretsScriptView | undefined {
  const mounting = files.filter((file) => file.secrets.provider === "file");
  const mounted = new Set(mounting.flatMap(mountedIn));
  if (mounted.size === 0) return undefined;
  const environments = [...new Set(mounting.map((file) => file.environment))];
  const derived = environments.map((environment) => ({
    name: environment.name,
    derived: derivedOf(environment, mounted),
  }));
  const parts = derived.flatMap((environment) => environment.derived.flatMap((secret) => secret.parts));
  const needed = new Set([...mounted, ...parts.filter((part) => part.how !== "literal").map((part) => part.text)]);
  return {
    specName: platform.specName,
    folder: mounting[0]?.secrets.path ?? "secrets",
    secrets: platform.secrets.filter((secret) => needed.has(secret.name)).map(scriptSecret),
    environments: derived,
    hasDerived: parts.length > 0,
    names: environments.map((environment) => environment.name).join(", "),
  };
}

function mountedIn(file: ComposeFile): readonly string[] {
  const workloads = [...file.services, ...file.jobs, ...file.tests];
  return [...workloads.flatMap(secretsOf), ...workloads.flatMap((workload) => buildSecretsOf(file, workload))];
}

function scriptSecret(secret: Secret): ScriptSecretView {
  return {
    name: secret.name,
    description: secret.description,
    how: secret.generate ?? "ask",
    length: secret.length,
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
