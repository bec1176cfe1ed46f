import { type BuildContext, isService, type Runnable } from "./context.ts";
import { readSecret } from "./secrets.ts";

/** Requests and limits of each of Vault's agents. */
export const agentResources = {
  limits: { cpu: 500, memory: 128, disk: 64 },
  requests: { cpu: 250, memory: 64, disk: 16 },
};

/** Whether Vault's injector adds an agent to the pods of a workload. */
export function hasVaultAgent({ secrets }: Pick<Runnable, "secrets">, { settings }: BuildContext): boolean {
  return settings.secrets.provider === "vault" && secrets.length > 0;
}

/**
 * The annotations that HashiCorp Vault's injector reads: each secret becomes a file below /run/secrets
 * (https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations).
 */
export function vaultAnnotations(workload: Runnable, context: BuildContext): Readonly<Record<string, string>> {
  if (!hasVaultAgent(workload, context)) return {};
  const { platform, scope, settings } = context;
  const { limits, requests } = agentResources;
  const annotations: Record<string, string> = {
    "vault.hashicorp.com/agent-inject": "true",
    "vault.hashicorp.com/agent-limits-cpu": `${limits.cpu}m`,
    "vault.hashicorp.com/agent-limits-ephemeral": `${limits.disk}Mi`,
    "vault.hashicorp.com/agent-limits-mem": `${limits.memory}Mi`,
    "vault.hashicorp.com/agent-requests-cpu": `${requests.cpu}m`,
    "vault.hashicorp.com/agent-requests-ephemeral": `${requests.disk}Mi`,
    "vault.hashicorp.com/agent-requests-mem": `${requests.memory}Mi`,
    "vault.hashicorp.com/agent-run-as-same-user": "true",
    "vault.hashicorp.com/agent-set-security-context": "true",
    "vault.hashicorp.com/role": `${scope.instance}-${workload.name}`,
    "vault.hashicorp.com/secret-volume-path": "/run/secrets",
  };
  // An agent that keeps running beside a job would keep the job from ending.
  if (!isService(workload)) annotations["vault.hashicorp.com/agent-pre-populate-only"] = "true";
  const folder = scope.setting("secretPath", settings.secrets.path) ?? `secret/data/${platform.name}`;
  for (const secret of workload.secrets) {
    const { from = [secret], template } = readSecret(secret, context).composition ?? {};
    const path = (part: string): string => `${folder}/${part}`;
    annotations[`vault.hashicorp.com/agent-inject-secret-${secret}`] = path(from[0] ?? secret);
    annotations[`vault.hashicorp.com/agent-inject-template-${secret}`] = templateOf(from, path, template);
  }
  return annotations;
}

/** A Consul template that reads each part of a secret, one within the other, and writes the composition. */
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
