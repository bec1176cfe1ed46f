import type { Environment, Platform } from "../model/platform.ts";
import type { Job, Service } from "../model/service.ts";
import { secretsIn, type Text } from "../model/text.ts";
import type { KubernetesSecretsSpec } from "../spec/spec.ts";
import { defined } from "./object.ts";
import { addressOf } from "./text.ts";
import type { SecretsValues, SecretValues } from "./values.ts";

/** The Secrets that workloads mount or read, and where their values come from. */
export function secretsValues(
  platform: Platform,
  environment: Environment,
  workloads: readonly (Service | Job)[],
  settings: KubernetesSecretsSpec,
): SecretsValues {
  const { provider, store, path } = settings;
  const names = [...new Set(workloads.flatMap(secretsUsed))].sort();
  return {
    provider,
    ...(defined({ store, path }) as { store?: string; path?: string }),
    names: Object.fromEntries(names.map((name) => [name, secretValues(name, platform, environment)])),
  };
}

/** Mounted, or read into the environment. */
export function secretsUsed({ secrets, files, env }: Service | Job): readonly string[] {
  const inFiles = files.flatMap(({ content }) => (content.kind === "secret" ? [content.secret] : []));
  const inEnvironment = env.flatMap(({ as, secret }) => (as === "env" && secret !== undefined ? [secret] : []));
  return [...secrets, ...inFiles, ...inEnvironment];
}

function secretValues(name: string, platform: Platform, environment: Environment): SecretValues {
  const declared = platform.secrets.find((secret) => secret.name === name);
  if (declared) return { description: declared.description };
  const text = environment.derivedSecrets.find((secret) => secret.name === name)?.text ?? [];
  return { from: [...new Set(secretsIn(text))].sort(), template: templateOf(text, environment) };
}

/** The composition as a Go template, in which a secret is a variable with underscores for dashes. */
function templateOf(text: Text, environment: Environment): string {
  const parts = text.map((part) => {
    if (typeof part === "string") return part.replaceAll("{{", '{{ "{{" }}');
    if (part.kind === "service") return addressOf(environment, part);
    if (part.kind !== "secret") return "";
    const variable = `.${variableOf(part.secret)}`;
    // In the credentials of an address a space is %20 (RFC 3986, 3.2.1); urlquery writes a plus.
    return part.encoding === "url" ? `{{ ${variable} | urlquery | replace "+" "%20" }}` : `{{ ${variable} }}`;
  });
  return parts.join("");
}

/** The name of a secret within a Go template. */
export function variableOf(secret: string): string {
  return secret.replaceAll("-", "_");
}
