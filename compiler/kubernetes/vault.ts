import type { Job, Service } from "../model/service.ts";
import type { SecretsValues } from "./values.ts";

/** What each of Vault's agents may use, in the words of a container's resources. */
export const agentResources = {
  limits: { cpu: "500m", "ephemeral-storage": "64Mi", memory: "128Mi" },
  requests: { cpu: "250m", "ephemeral-storage": "16Mi", memory: "64Mi" },
};

/** Whether Vault's injector puts an agent into the pods of a workload. */
export function hasVaultAgent({ secrets }: Pick<Service | Job, "secrets">, { provider }: SecretsValues): boolean {
  return provider === "vault" && secrets.length > 0;
}

/**
 * What HashiCorp Vault's injector reads: each secret becomes a file below /run/secrets
 * (https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations).
 */
export function vaultAnnotations(
  workload: Service | Job,
  platform: string,
  secrets: SecretsValues,
): Readonly<Record<string, string>> {
  if (!hasVaultAgent(workload, secrets)) return {};
  const { limits, requests } = agentResources;
  const annotations: Record<string, string> = {
    "vault.hashicorp.com/agent-inject": "true",
    "vault.hashicorp.com/agent-limits-cpu": limits.cpu,
    "vault.hashicorp.com/agent-limits-ephemeral": limits["ephemeral-storage"],
    "vault.hashicorp.com/agent-limits-mem": limits.memory,
    "vault.hashicorp.com/agent-requests-cpu": requests.cpu,
    "vault.hashicorp.com/agent-requests-ephemeral": requests["ephemeral-storage"],
    "vault.hashicorp.com/agent-requests-mem": requests.memory,
    "vault.hashicorp.com/agent-run-as-same-user": "true",
    "vault.hashicorp.com/agent-set-security-context": "true",
    "vault.hashicorp.com/role": `${platform}-${workload.name}`,
    "vault.hashicorp.com/secret-volume-path": "/run/secrets",
  };
  // An agent that stays beside a job would keep it from ever ending.
  if (!("ports" in workload)) annotations["vault.hashicorp.com/agent-pre-populate-only"] = "true";
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
