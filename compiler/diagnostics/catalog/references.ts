import { error, warning } from "../definition.ts";
import { environmentsOf, listOf } from "../phrases.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about references that cannot be resolved. */
export const references = {
  "model/unknown-reference": error<{
    reference: string;
    suggestion: string | undefined;
    declaration: string | undefined;
  }>({
    message: ({ reference }) => `The reference '\${${reference}}' cannot be resolved.`,
    help: ({ suggestion, declaration }) =>
      didYouMean(suggestion && `\${${suggestion}}`) ??
      declaration ??
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
  "model/unclosed-reference": error<{ reference: string }>({
    message: ({ reference }) => `The reference '${reference}' has no closing brace.`,
    help: ({ reference }) => `Write '${reference}}', or '$${reference}' to pass it on literally.`,
    explanation: `
A reference ends with \`}\`. Without it, the string would be passed on literally, and the program would fail later.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { ENVIRONMENT: "\${environment.name}" }`,
  }),
  "model/foreign-expression": warning<{ expression: string; what: string; tool: string; instead: string }>({
    message: ({ expression, what, tool }) => `'${what}' contains '${expression}', an expression of ${tool}.`,
    help: ({ instead }) => `It is passed on literally. Write ${instead}.`,
    explanation: `
The specification has its own references, which every target resolves in its way. Expressions of other tools are data:
the program receives them as they are.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { API_KEY: "\${secrets.api-key}" }
    secrets: { api-key: Key of the partner's API. }`,
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
  "model/build-arg-differs": error<{ arg: string; environments: readonly string[] }>({
    message: ({ arg, environments }) =>
      `The build argument '${arg}' has another value in ${environmentsOf(environments)}.`,
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
  "model/string-too-long": error<{ limit: string }>({
    message: ({ limit }) => `With its references resolved, the string is larger than ${limit}.`,
    help: () => "Look for settings that each refer to another one several times.",
    explanation: `
Each reference is replaced by the value that it names, which may contain references itself. A few settings that each name the next
one twice make a string that no program accepts: a Linux environment variable has at most 128 KiB.`,
  }),
  "model/setting-of-another-type": error<{ name: string; expected: string; key?: string }>({
    message: ({ name, expected, key }) =>
      key === undefined
        ? `The value of 'config.${name}' must be ${expected}.`
        : `'config.${name}.${key}' must be ${expected}.`,
    help: ({ name }) => `Correct it, or change the type in 'config.${name}'.`,
    explanation: `
The value of a setting must be of its type in every environment, and so must its limits and its example. Durations are
whole numbers with a unit such as \`30s\`, sizes such as \`10Mi\`, and items of a list are separated by commas.

    config:
      UPLOAD_LIMIT: { type: size, min: 1Mi, max: 1Gi, value: 50Mi }
      SESSION_TIMEOUT: { type: duration, value: 30m }
      ORIGINS: { type: list, value: "https://shop.example,https://admin.shop.example" }`,
  }),
  "model/setting-key-without-effect": error<{ name: string; key: string; kind: string; types: readonly string[] }>({
    message: ({ name, key, kind }) => `'config.${name}.${key}' has no effect on a setting of the type '${kind}'.`,
    help: ({ name, key, types }) =>
      `Remove it, or set 'config.${name}.type' to ${listOf(types, "or")}, which can have '${key}'.`,
    explanation: `
\`enum\` and \`pattern\` describe strings. \`min\` and \`max\` are limits of numbers, durations and sizes, and of the number of
items of a list.

    config:
      MODE: { enum: [fast, exact], value: fast }
      WORKERS: { type: integer, min: 1, max: 64, value: 8 }`,
  }),
  "model/setting-limits-reversed": error<{ name: string; min: string; max: string }>({
    message: ({ name, min, max }) => `The limits of 'config.${name}' allow no value: min ${min} is above max ${max}.`,
    help: ({ name }) => `Exchange 'config.${name}.min' and 'config.${name}.max'.`,
    explanation: `
The smallest value of a setting must not be above its largest one.

    config:
      WORKERS: { type: integer, min: 1, max: 64, value: 8 }`,
  }),
  "model/setting-pattern": error<{ name: string; problem: string }>({
    message: ({ name, problem }) => `The pattern of 'config.${name}' ${problem}.`,
    help: () => "Use characters, classes such as [a-z], groups, '|' and repetitions.",
    explanation: `
The accessors of every language and a shell script check the pattern, so it must have the same meaning everywhere. It matches the
whole value without \`^\` and \`$\`. \`\\d\` and \`\\w\` stand for characters of ASCII.

    config:
      REGION: { pattern: "[a-z]{2}-[a-z]+-[0-9]", value: eu-west-1 }`,
  }),
  "model/setting-without-value": error<{ setting: string; environments: readonly string[] }>({
    message: ({ setting, environments }) =>
      `The setting 'config.${setting}' has no value in ${environmentsOf(environments)}.`,
    help: ({ setting }) =>
      `Set 'config.${setting}.value', or 'config.${setting}.required: true' if the operator supplies the value.`,
    explanation: `
A setting has a value in the specification, for all environments or for each of them, or it is \`required\`. The operator
supplies a required setting as a variable. The platform does not start while it is not set.

    config:
      LOG_FORMAT: { value: json }
      PARTNER_URL: { required: true, description: Address of the partner's API. }`,
  }),
};
