import { error } from "../../diagnostics/definition.ts";

/** What Compose files cannot do. */
export const codes = {
  "compose/one-file-for-two": error<{ file: string; first: string; second: string }>({
    message: ({ file, first, second }) => `Two would be written to ${file}: ${first} and ${second}.`,
    help: () => "Let the name hold '${environment.name}' or '${stack.name}', or name one of the files itself.",
    explanation: `
Each environment and each stack has a Compose file of its own, complete in itself.`,
  }),
  "compose/vault-address": error({
    message: () => "It is not said where Vault is.",
    help: () => "Add 'address: https://vault.example.com:8200'.",
    explanation: `
With the provider \`vault\` an agent beside the services fetches the secrets from a HashiCorp Vault server, and needs its
address.`,
  }),
};
