import { error, warning } from "../../diagnostics/definition.ts";

/** Findings about Compose files. */
export const codes = {
  "compose/one-file-for-two": error<{ file: string; first: string; second: string }>({
    message: ({ file, first, second }) => `${file} would be written twice: for ${first} and for ${second}.`,
    help: (_, key) => `Use '\${environment.name}' or '\${stack.name}' in '${key}', or rename one of the files.`,
    explanation: `
Each environment and each stack has its own complete Compose file, so their file names must differ.`,
  }),
  "compose/swarm-with-vault": error({
    message: () => "A Swarm cannot use the Vault agent, whose volume exists on one machine only.",
    help: () =>
      "Set 'targets.compose.secrets' to file, so that the files become secrets of the Swarm, or 'targets.compose.swarm' to false.",
    explanation: `
The agent writes secrets to a volume that services mount. The services of a Swarm can run on other machines.`,
  }),
  "compose/swarm-order": warning<{ job: string; services: string }>({
    message: ({ job, services }) => `A Swarm starts ${services} while ${job} still runs.`,
    explanation: `
\`docker stack deploy\` creates all services at the same time: it has no \`depends_on\`. A job with \`before\` runs as a job of the
Swarm beside the services. Let the programs wait for its result, for example for the version of the database schema, or
deploy in two steps: run the job first, and the stack after it has succeeded.`,
  }),
  "compose/swarm-lost": warning<{ service: string; what: string }>({
    message: ({ service, what }) => `A Swarm does not support ${what}, which service '${service}' needs.`,
    help: ({ service }) =>
      `Set 'services.${service}.routes', publish the port on '0.0.0.0', or run the service with Docker Compose.`,
    explanation: `
A Swarm publishes ports on all addresses of its nodes, so a port that is published on one address is left out of the stack
file: it would become public. Privileged containers, and containers in namespaces of the host, do not exist in a Swarm.`,
  }),
  "compose/vault-address": error({
    message: () => "The Vault server has no address.",
    help: (_, key) => `Set '${key}.address' to https://vault.example.com:8200, with the name of your server.`,
    explanation: `
With the provider \`vault\`, an agent fetches the secrets from a HashiCorp Vault server. It needs the address of that
server.

    targets: { compose: { secrets: { provider: vault, address: "https://vault.example.com:8200" } } }`,
  }),
};
