import { error } from "../../diagnostics/definition.ts";

/** Findings about Compose files. */
export const codes = {
  "compose/one-file-for-two": error<{ file: string; first: string; second: string }>({
    message: ({ file, first, second }) => `${file} would be written twice: for ${first} and for ${second}.`,
    help: () => "Use '${environment.name}' or '${stack.name}' in the file name, or rename one of the files.",
    explanation: `
Each environment and each stack has its own complete Compose file, so their file names must differ.`,
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
