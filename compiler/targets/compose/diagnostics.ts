import { error, warning } from "../../diagnostics/definition.ts";

/** Findings about Compose files. */
export const codes = {
  "compose/one-file-for-two": error<{ file: string; first: string; second: string }>({
    message: ({ file, first, second }) => `${file} would be written twice: for ${first} and for ${second}.`,
    help: () => "Use '${environment.name}' or '${stack.name}' in the file name, or rename one of the files.",
    explanation: `
Each environment and each stack has its own complete Compose file, so their file names must differ.`,
  }),
  "compose/no-health-check": warning<{ service: string; dependents: readonly string[] }>({
    message: ({ service, dependents }) =>
      dependents.length === 0
        ? `Compose cannot check the health of '${service}': its image has no program for that.`
        : `Compose cannot check the health of '${service}': its image has no program for that. Until it has started, ${dependents.join(", ")} ${dependents.length === 1 ? "waits" : "wait"}, but not until it is healthy.`,
    help: () => "Set 'health.command' to a command of the program, or use a base image with a shell.",
    explanation: `
A health check of Compose is a command in the container. Chiseled and distroless images and \`scratch\` contain nothing but
the program, so only the program itself can check its health, for example with a subcommand. Kubernetes and Azure check
health from outside and need no command.

    services:
      api: { runtime: go@1.26-static, port: 8080, health: { command: /usr/local/bin/api healthcheck } }`,
  }),
  "compose/vault-address": error({
    message: () => "The Vault server has no address.",
    help: () => "Set 'address', for example 'address: https://vault.example.com:8200'.",
    explanation: `
With the provider \`vault\`, an agent fetches the secrets from a HashiCorp Vault server. It needs the address of that
server.

    targets: { compose: { secrets: { provider: vault, address: "https://vault.example.com:8200" } } }`,
  }),
};
