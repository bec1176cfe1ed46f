import { error, warning } from "../definition.ts";

/** Findings of reading YAML, before the keys of the specification are looked at. */
export const yaml = {
  "yaml/syntax": error<{ detail: string; advice: string }>({
    message: ({ detail }) => `Invalid YAML: ${detail}.`,
    help: ({ advice }) => advice,
    explanation: `
The file is not valid YAML 1.2, so nothing in it can be checked. Only the first mistake is reported, because what follows
it is not read as it was meant. If the location looks right, the cause is a line or two above: a missing colon, a quote or
bracket that is not closed, or wrong indentation.`,
  }),
  "yaml/conflict": error({
    message: () => "The file has an unresolved merge conflict.",
    help: () =>
      "Keep one of the two versions, and remove the lines that start with '<<<<<<<', '=======' and '>>>>>>>'.",
    explanation: `
Git writes both versions of a conflicting change into the file, between lines of seven \`<\`, \`=\` and \`>\`. Decide
what to keep, then remove these lines.`,
  }),
  "yaml/missing-space": error<{ key: string; replacement: string }>({
    message: ({ key }) => `There is no space after the colon of '${key}'.`,
    help: ({ replacement }) => `Write '${replacement}'.`,
    explanation: `
A colon separates a key from its value only if a space or a line break follows it. Without the space, YAML reads the key
and the value as one string, because strings such as \`postgres:16\` and URLs contain colons.`,
  }),
  "yaml/indentation": error<{ key: string; owner: string; isTooFar: boolean; advice: string }>({
    message: ({ key, owner, isTooFar }) =>
      `'${key}' is ${isTooFar ? "indented too far" : "not indented far enough"}: it is read as a key of ${owner}.`,
    help: ({ advice }) => advice,
    explanation: `
YAML decides by the number of leading spaces to which map a key belongs. A key that is indented too far belongs to the entry above
its own; one that is not indented far enough leaves the key above it empty, and belongs to the map around that.`,
  }),
  "yaml/unquoted-reference": error<{ reference: string }>({
    message: ({ reference }) => `'${reference}' must be quoted inside braces or brackets.`,
    help: ({ reference }) => `Write "${reference}", with the whole string in the quotes.`,
    explanation: `
Inside \`{ }\` and \`[ ]\`, YAML reads the brace of \`\${...}\` as the start of a map. Quote the string there. A block value
needs no quotes.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { DATABASE_URL: "\${services.database.url}" }
      database: { engine: postgres@16, password: "\${secrets.database-password}" }
    secrets: { database-password: Password of the database. }`,
  }),
  "yaml/tab": error<{ lines: number }>({
    message: ({ lines }) =>
      lines === 1 ? "The line is indented with a tab." : `${lines} lines are indented with tabs; this is the first.`,
    help: () => "Indent with spaces.",
    explanation: `
YAML forbids tabs in indentation. Set your editor to insert spaces in YAML files, for example with
\`indent_style = space\` in \`.editorconfig\`.`,
  }),
  "yaml/duplicate-key": error<{ key: string; owner: string }>({
    message: ({ key, owner }) => `'${key}' is set twice in ${owner}.`,
    help: () => "Remove one of the two.",
    explanation: `
A map can contain a key only once. YAML parsers disagree about which of two values wins, so varai-gen accepts neither.
If the two are in different files of \`include\`, keep the key in one file.`,
  }),
  "yaml/anchor": error<{ what: string }>({
    message: ({ what }) => `${what} is not supported in a specification.`,
    help: () => "Move shared settings to 'defaults:', or write them out.",
    explanation: `
Anchors (\`&x\`), aliases (\`*x\`) and merge keys (\`<<:\`) hide changes from a reviewer, and a few lines of them can expand
to gigabytes. Use \`defaults\` for settings that services built from source share, \`environments\` for differences
between environments, and \`include\` to split a specification into files.

    defaults: { restart: always }`,
  }),
  "yaml/tag": error<{ tag: string }>({
    message: ({ tag }) => `The tag '${tag}' is not supported in a specification.`,
    help: () => "Write the value without a tag.",
    explanation: `
Tags such as \`!!binary\` or \`!secret\` change the meaning of a value, depending on the parser. A specification contains
only strings, numbers, booleans, lists and maps. Declare a secret under \`secrets\` and refer to it as
\`\${secrets.name}\`.`,
  }),
  "yaml/several-documents": error({
    message: () => "The file has a second YAML document.",
    help: () => "Move everything into one document, or into separate files listed in 'include:'.",
    explanation: `
A specification is a single YAML document. A line with three hyphens (\`---\`) starts another one, which some parsers
ignore and others prefer.`,
  }),
  "yaml/empty": error({
    message: () => "The specification is empty.",
    help: () => "Start with 'platform:' and 'environments:'.",
    explanation: `
The file contains only white space or comments. The smallest specification has a platform and one environment. Add
services next.

    platform: { name: shop, description: Sells things. }
    environments: { dev: { tier: development } }`,
  }),
  "yaml/not-a-map": error<{ found: string }>({
    message: ({ found }) => `The specification must be a map, not ${found}.`,
    help: () => "Start with 'platform:' and 'environments:'.",
    explanation: `
The top level of the file must consist of keys with values: \`platform:\`, \`services:\`, \`environments:\` and so on. A file
that starts with \`-\` is a list. A file without any colon is a single string.`,
  }),
  "yaml/encoding": error({
    message: () => "The file is not valid UTF-8.",
    help: () => "Save it as UTF-8.",
    explanation: `
A specification is read as UTF-8, with or without a byte order mark. Another encoding (Latin-1, UTF-16) would silently
change names and values. Convert the file, for example with \`iconv -f LATIN1 -t UTF-8\`.`,
  }),
  "yaml/character": error<{ character: string }>({
    message: ({ character }) => `A string cannot contain the character ${character}.`,
    help: () => "Remove it.",
    explanation: `
No operating system allows NUL in an environment variable, an argument or a file name. Half of a surrogate pair cannot
be encoded as UTF-8. No target could pass the string on unchanged.`,
  }),
  "yaml/too-large": error<{ limit: string }>({
    message: ({ limit }) => `The specification exceeds ${limit}.`,
    help: () => "Split it with 'include:', or move data to files that services mount.",
    explanation: `
The limits are 1 MiB per file, 64 levels of nesting and 256 included files. They are far above what a platform with
hundreds of services needs, and protect the machine from broken or hostile files.`,
  }),
  "yaml/ambiguous": warning<{ text: string; meaning: string; reading: string; replacement: string }>({
    message: ({ text, meaning, reading }) =>
      `'${text}' is ${meaning} here, but YAML 1.1 parsers read it as ${reading}.`,
    help: ({ replacement }) => `Write ${replacement}.`,
    explanation: `
varai-gen reads YAML 1.2. Many other tools follow YAML 1.1, in which \`on\` and \`yes\` are booleans, \`22:22\` and \`0123\`
are numbers in base 60 and 8, and \`2024-01-01\` is a date. A string in quotes, and a number without leading zeros, is the
same for every tool.`,
  }),
};
