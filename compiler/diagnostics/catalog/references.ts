import { error, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** Names that lead nowhere, or to the wrong thing. */
export const references = {
  "model/unknown-reference": error<{ reference: string; suggestion: string | undefined; unset: string | undefined }>({
    message: ({ reference }) => `'\${${reference}}' refers to nothing.`,
    help: ({ suggestion, unset }) =>
      didYouMean(suggestion && `\${${suggestion}}`) ??
      (unset === undefined ? undefined : `Add '${unset}:' to 'platform:'.`) ??
      "Write '$${' for a literal '${'; the reference lists what can be referred to.",
    explanation: `
A text may refer to \`platform.*\`, \`environment.name\` and \`.tier\`, \`services.<name>.url\`, \`.host\`, \`.port\` and \`.address\`,
\`secrets.<name>\` and \`secrets.<name>.file\`, \`config.<NAME>\` and \`external.<name>.url\`; inside of a service also to
\`service.name\`. A reference is resolved by each target in its own way, so it has to lead to something that exists in the
environment. \`$\${\` writes a literal \`\${\`.`,
  }),
  "model/reference-not-literal": error<{ text: string }>({
    message: ({ text }) => `'${text}' refers to something that is known only when the platform runs.`,
    help: () => "Refer to 'platform', 'environment' or to settings that have a value.",
    explanation: `
Some texts are written into files when they are generated: names of images, host names, commands of images. They may
refer to \`platform.*\`, to \`environment.*\` and to settings with a value. Secrets, settings that whoever deploys the
platform supplies, and addresses of services are known only later.`,
  }),
  "model/build-arg-differs": error<{ arg: string; environment: string }>({
    message: ({ arg, environment }) => `The build argument ${arg} would be another one in ${environment}.`,
    help: () => "Refer to what is the same everywhere, or give it to the program as a variable of 'env'.",
    explanation: `
An image is built once and deployed many times. Its arguments may refer to \`platform.*\` and to settings with a value, as
long as no environment says otherwise: \`environment.*\`, or a domain that an environment changes, differ by nature.`,
  }),
  "model/reference-not-read": warning<{ what: string; reference: string }>({
    message: ({ what, reference }) => `${what} holds ${reference}, and no references are read there.`,
    help: () => "Write what it stands for, or '$${' for a literal '${'.",
    explanation: `
References are resolved in variables, files, host names and other texts that programs get. Descriptions, examples and
reasons are for people, and settings of the catalogue's engines are passed on as they are.`,
  }),
  "model/setting-not-known": error<{ setting: string; what: string }>({
    message: ({ setting, what }) =>
      `${what} holds the setting ${setting}, whose value is not known when files are written.`,
    help: ({ setting }) => `Give config.${setting} a 'value', or let the program read it from its environment.`,
    explanation: `
A setting without a value is supplied when the platform is deployed. Where a text is a variable, each target puts it in its
place. Within a mounted file, and within a text that is a secret because it contains one, nothing does.`,
  }),
  "model/setting-cycle": error<{ setting: string }>({
    message: ({ setting }) => `The value of config.${setting} refers to itself.`,
    help: () => "Break the circle.",
    explanation: `
The values of settings may refer to other settings, but in the end one of them has to say something.`,
  }),
  "model/setting-without-value": error<{ setting: string; environment: string }>({
    message: ({ setting, environment }) => `config.${setting} has no value in ${environment}.`,
    help: () => "Give it a 'value', or write 'required: true' if whoever deploys the platform supplies it.",
    explanation: `
A setting either has a value in the specification, for all environments or for each, or is marked \`required\`: it then
becomes a variable that has to be set before the platform starts, and starting without it fails with a message.`,
  }),
  "model/unknown-service": error<{ name: string; suggestion: string | undefined }>({
    message: ({ name }) => `There is no service, job or external system '${name}'.`,
    help: ({ suggestion }) => didYouMean(suggestion),
    explanation: `
The name has to be a key of \`services:\`, \`jobs:\` or \`external:\`, depending on the place. An environment can change and
remove what the base has, but not add to it: a reader of \`services:\` sees everything that exists. For something that
exists in some environments alone, list them in its \`environments\`.`,
  }),
  "model/not-in-environment": error<{ name: string; environment: string }>({
    message: ({ name, environment }) => `'${name}' does not exist in the environment ${environment}.`,
    help: ({ environment }) => `Let it exist there, or remove this in ${environment} with null.`,
    explanation: `
The service or job is limited by its \`environments\`, belongs to a stack of another environment, or was removed with
null. What depends on it cannot start without it.`,
  }),
  "model/unknown-name": error<{ name: string; what: string; suggestion: string | undefined; section: string }>({
    message: ({ name, what }) => `There is no ${what} '${name}'.`,
    help: ({ suggestion, section }) => didYouMean(suggestion) ?? `Declare it under '${section}:'.`,
    explanation: `
The name has to be declared in its own section: environments under \`environments:\`, networks under \`networks:\`,
settings under \`config:\`, external systems under \`external:\`, secrets under \`secrets:\`.`,
  }),
  "model/unknown-port": error<{ service: string; name: string; known: readonly string[] }>({
    message: ({ service, name }) => `${service} has no port '${name}'.`,
    help: ({ known }) => (known.length > 0 ? `Its ports are ${known.join(", ")}.` : "It has no ports."),
    explanation: `
The main port of a service is named after its protocol (\`http\`, \`grpc\`, \`tcp\`), those of \`ports:\` after their keys, and
those of a service of the catalogue as its entry says.`,
  }),
  "model/no-port": error<{ service: string; what: string }>({
    message: ({ service, what }) => `'${what}' needs a port, and ${service} has none.`,
    help: () => "Add 'port:' with the number on which it listens.",
    explanation: `
A service without a port is a worker: nothing can reach it, so it can be neither published nor exposed, and it can be
asked how it is only by a command.`,
  }),
  "model/dependency-cycle": error<{ cycle: string }>({
    message: ({ cycle }) => `These wait for each other: ${cycle}.`,
    help: () => "Move one of the dependencies to 'talksTo', which does not wait.",
    explanation: `
Each of them would start only after the next one is healthy, so none would ever start. Services that call each other at
run time and can wait for each other there belong into \`talksTo\`: it opens the way between them without an order.`,
  }),
  "model/unused": warning<{ what: string; name: string }>({
    message: ({ what, name }) => `The ${what} '${name}' is used by nothing.`,
    help: () => "Refer to it, or remove it.",
    explanation: `
A declaration that nothing refers to has no effect on the output. It is most likely a remainder, or the name in the
reference is another one.`,
  }),
};
