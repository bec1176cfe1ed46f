import type { Job, Service } from "../model/service.ts";
import type { SecretsValues } from "./values.ts";

/**
 * What HashiCorp Vault's injector reads: each secret becomes a file below /run/secrets
 * (https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations).
 */
export function vaultAnnotations(
  workload: Service | Job,
  platform: string,
  secrets: SecretsValues,
): Readonly<Record<string, string>> {
  if (secrets.provider !== "vault" || workload.secrets.length === 0) return {};
  const annotations: Record<string, string> = {
    "vault.hashicorp.com/agent-inject": "true",
    "vault.hashicorp.com/agent-run-as-same-user": "true",
    "vault.hashicorp.com/agent-set-security-context": "true",
    "vault.hashicorp.com/role": `${platform}-${workload.name}`,
    "vault.hashicorp.com/secret-volume-path": "/run/secrets",
  };
  const path = (secret: string): string => `${secrets.path ?? `secret/data/${platform}`}/${secret}`;
  for (const secret of workload.secrets) {
    const { from = [secret], template } = secrets.names[secret] ?? {};
    annotations[`vault.hashicorp.com/agent-inject-secret-${secret}`] = path(from[0] ?? secret);
    annotations[`vault.hashicorp.com/agent-inject-template-${secret}`] = templateOf(from, path, template);
  }
  return annotations;
}

/** Reads each secret that the text consists of, one within the other, and writes the text (Consul Template). */
function templateOf(from: readonly string[], path: (secret: string) => string, template: string | undefined): string {
  const opened = from.map(
    (secret) => `{{- with secret ${JSON.stringify(path(secret))} }}{{- ${variable(secret)} := .Data.data.value }}`,
  );
  const text =
    template?.replaceAll(/\{\{ \.(\w+)/g, "{{ $$$1").replaceAll('| replace "+" "%20"', '| replaceAll "+" "%20"') ??
    `{{ ${variable(from[0] ?? "")} }}`;
  return `${opened.join("")}${text}${from.map(() => "{{ end }}").join("")}`;
}

function variable(secret: string): string {
  return `$${secret.replaceAll("-", "_")}`;
}
