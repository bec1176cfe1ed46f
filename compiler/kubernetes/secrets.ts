import { composedSecret, variableOf } from "../model/composed-secret.ts";
import { secretsUsed } from "../model/secrets.ts";
import type { TextPart } from "../model/text.ts";
import type { BuildContext, Runnable } from "./context.ts";
import { platformMetadata } from "./labels.ts";
import { defined, type KubernetesObject } from "./object.ts";
import { addressOf } from "./text.ts";

/** A secret that the workloads of an environment read. */
export interface ReadSecret {
  readonly name: string;
  /** What it is; undefined for one that is composed of others. */
  readonly description: string | undefined;
  /** The secrets that it is composed of, and the composition as a Go template; undefined for a declared one. */
  readonly composition: { readonly from: readonly string[]; readonly template: string } | undefined;
}

/** The secrets that workloads mount or read, by name. Each is a Secret with the key `value`. */
export function secretsRead(workloads: readonly Runnable[], context: BuildContext): readonly ReadSecret[] {
  const names = [...new Set(workloads.flatMap(secretsUsed))].sort();
  return names.map((name) => readSecret(name, context));
}

/**
 * The Secrets that must exist before an environment is deployed, each with what it contains: those that no operator of the
 * cluster makes from a store, and those for private registries.
 */
export function requiredSecrets(
  workloads: readonly Runnable[],
  context: BuildContext,
): readonly { readonly name: string; readonly content: string }[] {
  const { pullSecrets, secrets } = context.settings;
  const read = secrets.provider === "existing" ? secretsRead(workloads, context) : [];
  return [
    ...read.map(({ name, description, composition }) => ({
      name,
      content: description ?? `Composed of ${composition?.from.join(", ") ?? "nothing"}.`,
    })),
    ...pullSecrets.map((name) => ({ name, content: "Credentials of the registry, of the type dockerconfigjson." })),
  ];
}

/** A secret by its name. */
export function readSecret(name: string, context: BuildContext): ReadSecret {
  const declared = context.platform.secrets.find((secret) => secret.name === name);
  if (declared) return { name, description: declared.description, composition: undefined };
  const { from, text } = composedSecret(name, context.environment);
  return {
    name,
    description: undefined,
    composition: { from, template: text.map((part) => templatePart(part, context)).join("") },
  };
}

/** A part of a composed secret in a Go template, where a secret is a field with underscores for dashes. */
function templatePart(part: TextPart, context: BuildContext): string {
  // Two braces start an expression of Go templates, also when the second is that of the next part.
  if (typeof part === "string") return part.replaceAll(/\{\{|\{$/g, '{{ "$&" }}');
  if (part.kind === "service") return addressOf(context, part);
  if (part.kind !== "secret") return "";
  const variable = `.${variableOf(part.secret)}`;
  // In the user information of a URL a space is %20 (RFC 3986, 3.2.1); urlquery writes a plus.
  return part.encoding === "url" ? `{{ ${variable} | urlquery | replace "+" "%20" }}` : `{{ ${variable} }}`;
}

/** Objects from which the External Secrets operator creates Secrets (https://external-secrets.io/latest/api/externalsecret/). */
export function externalSecrets(secrets: readonly ReadSecret[], context: BuildContext): readonly KubernetesObject[] {
  const { settings, scope } = context;
  const path = scope.setting("secretPath", settings.secrets.path);
  const key = (secret: string): string => (path === undefined ? secret : `${path}/${secret}`);
  return secrets.map(({ name, composition }) => ({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: platformMetadata(name, context),
    spec: {
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "ClusterSecretStore", name: settings.secrets.store },
      target: {
        name: scope.prefix + name,
        creationPolicy: "Owner",
        ...defined({ template: composition && { engineVersion: "v2", data: { value: composition.template } } }),
      },
      data: (composition?.from ?? [name]).map((secret) => ({
        secretKey: composition === undefined ? "value" : variableOf(secret),
        remoteRef: { key: key(secret) },
      })),
    },
  }));
}
