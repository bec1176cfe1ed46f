import { error, warning } from "../definition.ts";
import { environmentsOf, listOf } from "../phrases.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about names that do not exist, or not where they are needed. */
export const names = {
  "model/unknown-service": error<{ name: string; suggestion: string | undefined }>({
    message: ({ name }) => `There is no service, job or external system '${name}'.`,
    help: ({ suggestion }) =>
      didYouMean(suggestion) ?? "Correct the name, or declare it under 'services:', 'jobs:' or 'external:'.",
    explanation: `
The name must be a key of \`services\`, \`jobs\` or \`external\`. An environment can change or remove entries of the base, but
cannot add any. For a service that only some environments have, list them in its \`environments\`.

    services:
      debugger: { image: "busybox:1.36", environments: [dev] }`,
  }),
  "model/not-in-environment": error<{
    name: string;
    section: string;
    environments: readonly string[];
    uses: readonly string[];
  }>({
    message: ({ name, environments, uses }) =>
      `'${name}' does not exist in ${environmentsOf(environments)}, but ${usedBy(uses)} it.`,
    help: ({ name, section, uses, environments }) =>
      `Add ${listOf(environments, "and")} to '${section}.${name}.environments', or ${removalOf(uses, environments)}.`,
    explanation: `
The service or job is limited by its \`environments\`, belongs to a stack of another environment, or was removed with
null. A service or job that depends on it cannot start there.`,
  }),
  "model/removed-in-use": error<{ name: string; environment: string; uses: readonly string[] }>({
    message: ({ name, environment, uses }) =>
      `'${name}' is removed in environment '${environment}', but ${usedBy(uses)} it.`,
    help: ({ environment, uses }) => `Keep it, or ${removalOf(uses, [environment])}.`,
    explanation: `
An environment removes a service or a job with null. What depends on it, or refers to it, cannot start there. An
environment also removes entries of maps with null, such as a dependency or a variable. A list is replaced as a whole.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, dependsOn: [cache] }
      cache: { engine: redis@7.4, password: "\${secrets.cache-password}" }
    secrets: { cache-password: { description: Password of the cache., generate: password } }
    environments:
      dev: { tier: development, services: { cache: null, api: { dependsOn: { cache: null } } } }
      prod: { tier: production }`,
  }),
  "model/unknown-name": error<{ name: string; what: string; suggestion: string | undefined; section: string }>({
    message: ({ name, what }) => `There is no ${what} '${name}'.`,
    help: ({ suggestion, section }) => didYouMean(suggestion) ?? `Declare it under '${section}:'.`,
    explanation: `
The name must be declared in its section: environments under \`environments\`, networks under \`networks\`, settings under
\`config\`, external systems under \`external\`, and secrets under \`secrets\`.`,
  }),
  "model/unknown-port": error<{ service: string; name: string; known: readonly string[] }>({
    message: ({ service, name }) => `Service '${service}' has no port '${name}'.`,
    help: ({ known, service }) =>
      known.length > 0 ? `Use one of its ports: ${known.join(", ")}.` : `Set 'services.${service}.port'.`,
    explanation: `
The main port of a service has the name of its protocol (\`http\`, \`grpc\`, \`tcp\`). Further ports have the names of their
keys in \`ports\`. The catalogue defines the port names of an engine.

    services:
      api:
        runtime: node@20
        start: node server.js
        port: 3000
        ports: { metrics: 9100 }
        publish: { host: 9100, port: metrics }`,
  }),
  "model/no-port": error<{ service: string; what: string }>({
    message: ({ service, what }) => `'${what}' needs a port, but service '${service}' has none.`,
    help: ({ service }) => `Set 'services.${service}.port' to the port that it listens on.`,
    explanation: `
A service without a port is a worker: no other service can reach it, so it cannot be published or exposed, and its health
check must be a command.

    services:
      worker:
        runtime: node@20
        start: node worker.js
        health: { command: [node, health.js] }`,
  }),
  "model/dependency-cycle": error<{ cycle: string }>({
    message: ({ cycle }) => `The dependencies form a cycle: ${cycle}.`,
    help: () => "Move one of the dependencies to 'talksTo', which allows calls without waiting.",
    explanation: `
A service starts after all services in its \`dependsOn\` are healthy. In a cycle none of them ever starts. List a service
that is called at run time, but not needed at start, in \`talksTo\`: it opens the network without an order of start.

    services:
      orders: { runtime: node@20, start: node orders.js, port: 3000, dependsOn: [stock] }
      stock: { runtime: node@20, start: node stock.js, port: 3001, talksTo: [orders] }`,
  }),
  "model/unused": warning<{ what: string; name: string }>({
    message: ({ what, name }) => `The ${what} '${name}' is not used.`,
    help: ({ what, name }) =>
      what === "service"
        ? `List the environments that have it in 'services.${name}.environments', or name it in 'build.copyFrom' of another service.`
        : "Refer to it, or remove it.",
    explanation: `
A declaration without references has no effect on the output. It may be left over, or a reference may be misspelled. A service
with \`environments: []\` is built only for services that copy its output.`,
  }),
};

function usedBy(uses: readonly string[]): string {
  return `${listOf(uses, "and")} ${uses.length === 1 ? "uses" : "use"}`;
}

/** How an environment removes uses of a name: `services.api.dependsOn.cache`. */
function removalOf(uses: readonly string[], [environment = ""]: readonly string[]): string {
  const removals = uses.map((use) => {
    const [section, owner, key = ""] = use.split(".");
    return ["dependsOn", "env", "files"].includes(key)
      ? `set 'environments.${environment}.${use}' to null`
      : `set 'environments.${environment}.${section}.${owner}.${key.replace(/\[.*/, "")}' to a value without it`;
  });
  return [...new Set(removals)].join(", and ");
}
