import { error } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about services that use an engine of the catalogue. */
export const engines = {
  "model/unknown-engine": error<{ engine: string; suggestion: string | undefined; known: readonly string[] }>({
    message: ({ engine }) => `The catalogue has no engine '${engine}'.`,
    help: ({ suggestion, known }) => didYouMean(suggestion) ?? `Use one of ${known.join(", ")}.`,
    explanation: `
The catalogue describes the ports, user, writable paths, probes and URL of each engine. \`varai-gen list --catalogue\` lists
all engines. Run other software with \`image\`, and set these details in the specification.

    services:
      search: { image: "getmeili/meilisearch:v1.10", port: 7700, storage: { data: /meili_data } }`,
  }),
  "model/unknown-engine-version": error<{ engine: string; version: string; known: string }>({
    message: ({ engine, version }) => `The catalogue does not support ${engine} version ${version}.`,
    help: ({ known }) => `Use a supported version, for example ${known}.`,
    explanation: `
Images change between major versions: they may have another data directory, another user or other variables. The
catalogue supports only versions whose details are known. Run other versions with \`image\`.`,
  }),
  "model/engine-requires": error<{ engine: string; key: string }>({
    message: ({ engine, key }) => `Engine '${engine}' needs '${key}'.`,
    help: ({ key }, service) =>
      key === "password"
        ? `Declare a secret, and set '${service}.password' to "\${secrets.name}", with its name.`
        : `Set '${service}.${key}'.`,
    explanation: `
Without this key the engine does not start, or starts without access control. A password must be a secret.

    services:
      database: { engine: postgres@16, password: "\${secrets.database-password}" }
    secrets: { database-password: { description: Password of the database., generate: password } }`,
  }),
  "model/engine-without": error<{ engine: string; key: string }>({
    message: ({ engine, key }) => `'${key}' has no effect on engine '${engine}'.`,
    help: (_, key) => `Remove '${key}'.`,
    explanation: `
The engine does not support the key. For example, Redis has no named databases and no user name.`,
  }),
  "model/username-reserved": error<{ engine: string; service: string; username: string }>({
    message: ({ engine, username }) => `The image of '${engine}' does not start with the user name '${username}'.`,
    help: ({ service }) => `Set 'services.${service}.username' to app, or remove it.`,
    explanation: `
The image creates the user besides its administrator, and exits if both have the same name. Programs connect as the user that
it creates. The administrator has the same password and can log in only inside the container.

    services:
      database: { engine: mysql@8.4, username: app, password: "\${secrets.database-password}" }
    secrets: { database-password: { description: Password of the database., generate: password } }`,
  }),
  "model/engine-needs": error<{ engine: string; need: string; alternatives: readonly string[] }>({
    message: ({ engine, alternatives }) =>
      `Engine '${engine}' needs a service with engine ${alternatives.join(" or ")}.`,
    help: (_, service) => `Add that service to '${service}.dependsOn'.`,
    explanation: `
Some engines keep their data in another service. varai-gen finds that service in \`dependsOn\` and takes the address, user
and password from it.

    services:
      temporal: { engine: temporal@1.25, dependsOn: [database] }
      database: { engine: postgres@16, password: "\${secrets.database-password}" }
    secrets: { database-password: { description: Password of the database., generate: password } }`,
  }),
  "model/engine-needs-file": error<{ engine: string; file: string }>({
    message: ({ engine, file }) => `Engine '${engine}' needs a configuration file, ${file}.`,
    help: ({ engine, file }, key) =>
      `Mount it with '${key.replace(/\.engine$/, "")}.files', under the path ${file}, or set 'edge' to ${engine} to route to exposed services.`,
    explanation: `
The configuration of a proxy has no useful default. To terminate TLS and route to exposed services, set \`edge\`: it
runs the proxy and generates its configuration. A proxy for another purpose needs a configuration file in \`files\`.

    services:
      gateway:
        engine: nginx@1.27
        files: { /etc/nginx/nginx.conf: "events {}" }`,
  }),
};
