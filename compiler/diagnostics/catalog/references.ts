import { error, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about names and references that cannot be resolved. */
export const references = {
  "model/unknown-reference": error<{ reference: string; suggestion: string | undefined; unset: string | undefined }>({
    message: ({ reference }) => `The reference '\${${reference}}' cannot be resolved.`,
    help: ({ suggestion, unset }) =>
      didYouMean(suggestion && `\${${suggestion}}`) ??
      (unset === undefined ? undefined : `Set '${unset}' in 'platform:'.`) ??
      "Correct the reference, or write '$${' for a literal '${'.",
    explanation: `
A string can refer to \`platform.*\`, \`environment.name\`, \`environment.tier\`, \`services.<name>.url\`, \`.host\`, \`.port\`
and \`.address\`, \`secrets.<name>\`, \`secrets.<name>.file\`, \`config.<NAME>\` and \`external.<name>.url\`; inside a service
also to \`service.name\`. What it refers to must exist in the environment. \`$\${\` stands for a literal \`\${\`.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { ENVIRONMENT: "\${environment.name}", PRICE_FORMAT: "$\${amount}" }`,
  }),
  "model/reference-not-literal": error<{ text: string }>({
    message: ({ text }) => `'${text}' contains a reference that is only known at run time.`,
    help: () => "Refer only to 'platform', 'environment' or settings with a value.",
    explanation: `
Image names, host names and commands are written to files when varai-gen runs. They can refer to \`platform.*\`,
\`environment.*\` and settings with a value. Secrets, settings without a value and addresses of services are only known
when the platform is deployed.

    services:
      api:
        runtime: node@20
        start: node server.js
        port: 3000
        routes: "api.\${environment.name}.shop.example"`,
  }),
  "model/build-arg-differs": error<{ arg: string; environment: string }>({
    message: ({ arg, environment }) => `The build argument '${arg}' has another value in environment '${environment}'.`,
    help: () => "Use a value that is the same in every environment, or set a variable in 'env' instead.",
    explanation: `
An image is built once and deployed to every environment, so a build argument must have one value. It can refer to
\`platform.*\` and to settings with a value, unless an environment changes them. It cannot refer to \`environment.*\`.`,
  }),
  "model/reference-not-read": warning<{ what: string; reference: string }>({
    message: ({ what, reference }) => `'${what}' contains '${reference}', but references are not resolved there.`,
    help: () => "Write the value itself, or '$${' for a literal '${'.",
    explanation: `
References are resolved in variables, files, host names and other strings that programs read. They are not resolved in
descriptions, examples and reasons, nor in \`settings\` of catalogue engines.`,
  }),
  "model/setting-not-known": error<{ setting: string; what: string }>({
    message: ({ setting, what }) => `${what} uses the setting '${setting}', which has no value at generation time.`,
    help: ({ setting }) => `Set 'config.${setting}.value', or pass the setting to the program as a variable in 'env'.`,
    explanation: `
The operator supplies a setting without a value at deployment. Every target can put this setting into a variable. It
cannot be inserted into a mounted file, or into a string that also contains a secret.

    config: { REGION: { value: europe } }`,
  }),
  "model/setting-cycle": error<{ setting: string }>({
    message: ({ setting }) => `The setting 'config.${setting}' refers to itself.`,
    help: () => "Remove one of the references in the cycle.",
    explanation: `
The value of a setting can refer to other settings, but not to itself, directly or through others.

    config:
      HOST: { value: shop.example }
      URL: { value: "https://\${config.HOST}/" }`,
  }),
  "model/setting-without-value": error<{ setting: string; environment: string }>({
    message: ({ setting, environment }) =>
      `The setting 'config.${setting}' has no value in environment '${environment}'.`,
    help: () => "Set 'value', or 'required: true' if the operator supplies the value.",
    explanation: `
A setting has a value in the specification, for all environments or for each of them, or it is \`required\`. The operator
supplies a required setting as a variable. The platform does not start while it is not set.

    config:
      LOG_FORMAT: { value: json }
      PARTNER_URL: { required: true, description: Address of the partner's API. }`,
  }),
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
  "model/not-in-environment": error<{ name: string; environment: string }>({
    message: ({ name, environment }) => `'${name}' does not exist in environment '${environment}'.`,
    help: ({ name, environment }) =>
      `Add '${environment}' to the 'environments' of '${name}', or remove this entry in '${environment}' with null.`,
    explanation: `
The service or job is limited by its \`environments\`, belongs to a stack of another environment, or was removed with
null. A service or job that depends on it cannot start there.`,
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
    help: () => "Refer to it, or remove it.",
    explanation: `
A declaration without references has no effect on the output. It may be left over, or a reference may be misspelled.`,
  }),
};
