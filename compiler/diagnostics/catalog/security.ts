import { error, warning } from "../definition.ts";

/** Findings about secrets and exceptions from the hardening policy. */
export const security = {
  "model/secret-in-clear": error<{ what: string; isDescription: boolean }>({
    message: ({ what }) => `${what} contains a secret in plain text.`,
    help: ({ isDescription }) =>
      isDescription
        ? "Describe the secret in words, such as 'Key of the payment provider.'; each environment supplies its value."
        : "Declare the secret under 'secrets:' and refer to it as '${secrets.name}'.",
    explanation: `
The specification and the generated files are committed to version control. A specification therefore contains only the
names of secrets, and each environment supplies the values. If the value was ever committed, replace it: it is no longer
secret.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { PAYMENTS_KEY: "\${secrets.payments-key}" }
    secrets: { payments-key: Key of the payment provider. }`,
  }),
  "model/not-a-secret": error<{ what: string }>({
    message: ({ what }) => `${what} must be a secret.`,
    help: () => "Declare a secret under 'secrets:' and write '${secrets.name}', with nothing around it.",
    explanation: `
Each environment supplies its own passwords, private keys and certificates. The value must be a single reference to a
declared secret.

    services:
      database: { engine: postgres@16, password: "\${secrets.database-password}" }
    secrets: { database-password: Password of the database. }`,
  }),
  "model/not-secret": error<{ name: string }>({
    message: ({ name }) => `'as: env' has no effect on '${name}', which contains no secret.`,
    help: (_, key) => `Remove '${key}'.`,
    explanation: `
A secret is mounted as a file by default. \`as: env\` passes it as a variable instead, for programs that cannot read a
file. A value without a secret is always passed as a variable.`,
  }),
  "model/reason-missing": error<{ what: string; key: string }>({
    message: ({ what, key }) => `${what} has an exception from the hardening policy ('${key}') without a reason.`,
    help: () => "Add 'reason:' and state why the exception is needed.",
    explanation: `
Each exception from the hardening policy is written to the output with its reason, and listed by
\`varai-gen list --exceptions\`, for reviewers and for the next operator of the platform.

    services:
      proxy:
        image: example/proxy:1.2
        exceptions: [{ allow: writable-root, reason: Writes its cache beside the program. }]`,
  }),
  "model/capability-needed": warning<{ image: string; capability: string; workload: string }>({
    message: ({ image, capability }) => `'${image}' does not start without the capability ${capability}.`,
    help: ({ capability, workload }) =>
      `Set '${workload}.exceptions' to [{ allow: capability, value: ${capability}, reason: The program has this file capability }], besides its other exceptions.`,
    explanation: `
The program in the image has a file capability, so the kernel refuses to start it ("operation not permitted") in a container
that cannot have the capability. Containers drop all capabilities; an exception keeps one. SQL Server, Caddy and CoreDNS have
NET_BIND_SERVICE.

    services:
      database:
        image: mcr.microsoft.com/mssql/server:2022-CU20-ubuntu-22.04
        port: { number: 1433, protocol: tcp }
        exceptions: [{ allow: capability, value: NET_BIND_SERVICE, reason: The program has this file capability. }]`,
  }),
  "model/capability-missing": error({
    message: () => "The exception 'allow: capability' names no capability.",
    help: (_, key) => `Set '${key}.value' to NET_ADMIN, or to the capability that the program needs.`,
    explanation: `
\`allow: capability\` grants a container a single Linux capability, named as in capabilities(7) without \`CAP_\`.

    services:
      vpn:
        image: example/vpn:1.2
        exceptions: [{ allow: capability, value: NET_ADMIN, reason: Configures the tunnel. }]`,
  }),
};
