import { engines } from "../../catalog/engine.ts";
import { parseAddress } from "../../model/address.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Text } from "../../model/text.ts";
import { writeText } from "../../model/text.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { address } from "./interpolate.ts";
import type { Member, Networks } from "./networks.ts";
import { plainView } from "./plain-view.ts";
import { agentName, agentSecrets, agentVolume, secretsOf } from "./secrets.ts";
import type { ServiceView } from "./service-fields.ts";
import { bind, volume } from "./volumes.ts";

/** The view of `compose/agent.hcl`. */
export interface VaultAgentView {
  readonly specName: string;
  readonly address: string;
  readonly templates: readonly { readonly destination: string; readonly contents: string }[];
}

/** The image of the agent, from the catalogue. */
export function vaultImage(): string {
  const vault = engines.get("vault");
  if (!vault) throw new Error("the catalogue has no vault");
  return `${vault.image}:${vault.tag.replace("{version}", vault.version)}`;
}

/** The path of the agent's configuration, relative to the output folder. */
export function agentConfigurationPath(file: ComposeFile): string {
  return `vault/${file.stack ?? file.environment.name}/agent.hcl`;
}

/** The service that fetches secrets from Vault and keeps them current. */
export function agentService(file: ComposeFile, networks: Networks): ServiceView {
  const last = templatesOf(file).at(-1)?.destination ?? "/secrets";
  return {
    ...plainView(
      agentName,
      "Fetches secrets from HashiCorp Vault into memory and renews them.",
      pinned(file.platform, vaultImage()),
    ),
    volumes: [
      bind(relativeTo(file.path, agentConfigurationPath(file)), "/etc/vault/agent.hcl", true),
      volume(agentVolume, "/secrets"),
    ],
    secrets: agentSecrets.map((source) => ({ source, target: null })),
    networks: networks.of(agentName),
    networkMode: null,
    command: ["agent", "-config=/etc/vault/agent.hcl"],
    entrypoint: ["vault"],
    restart: "unless-stopped",
    healthcheck: {
      test: ["CMD", "test", "-s", last],
      interval: "10s",
      timeout: "3s",
      retries: 3,
      startPeriod: "30s",
    },
    user: "100:1000",
    deploy: { replicas: 1, limits: { cpus: "0.25", memory: "128M", pids: 64 }, reservations: null, update: null },
    tmpfs: ["/tmp:size=16m,mode=1777"],
  };
}

/** The agent as a member of networks: it calls the Vault server. */
export function agentMember(file: ComposeFile): Member {
  const { host, port } = parseAddress(file.secrets.address ?? "");
  return { name: agentName, networks: [], talksTo: [], egress: [{ host, port }] };
}

/** The configuration of the agent (https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/template). */
export function agentView(file: ComposeFile): VaultAgentView {
  return {
    specName: file.platform.specName,
    address: file.secrets.address ?? "",
    templates: templatesOf(file),
  };
}

function templatesOf(file: ComposeFile): VaultAgentView["templates"] {
  return [...file.services, ...file.jobs, ...file.tests].flatMap((workload) =>
    secretsOf(workload).map((secret) => ({
      destination: `/secrets/${workload.name}/${secret}`,
      contents: contentsOf(file, secret),
    })),
  );
}

/** The template of a declared secret, or of a value composed of several. */
function contentsOf(file: ComposeFile, name: string): string {
  const derived = file.environment.derivedSecrets.find((secret) => secret.name === name);
  const text: Text = derived?.text ?? [{ kind: "secret", secret: name, encoding: "none" }];
  const { mount } = file.secrets;
  const path = `${mount}/data/${file.platform.name}/${file.environment.name}`;
  const value = writeText(text, {
    // A brace before another brace or before an inserted value would open a template action.
    literal: (literal) => literal.replaceAll(/\{(?=\{|$)/g, '{{ "{" }}'),
    secret: ({ secret, encoding }) =>
      `{{ index .Data.data ${JSON.stringify(secret)}${encoding === "url" ? ' | urlquery | replaceAll "+" "%20"' : ""} }}`,
    secretFile: ({ secret }) => `/run/secrets/${secret}`,
    setting: ({ setting }) => `{{ env ${JSON.stringify(setting)} }}`,
    service: (part) => address(file.environment, part),
  });
  return `{{ with secret ${JSON.stringify(path)} }}${value}{{ end }}`;
}
