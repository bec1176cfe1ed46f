import { error, warning } from "../definition.ts";

/** What can be wrong with a specification before its keys are looked at. */
export const yaml = {
  "yaml/syntax": error<{ detail: string }>({
    message: ({ detail }) => `This is not valid YAML: ${detail}.`,
    explanation: `
The file cannot be read as YAML 1.2, so nothing in it can be checked. The place is where the reader gave up; the cause
is often a line or two above: a missing colon, an opening quote or bracket that is never closed, or a line that is
indented differently from its neighbours.`,
  }),
  "yaml/unquoted-reference": error<{ reference: string }>({
    message: ({ reference }) => `${reference} has to be in quotes within braces or brackets.`,
    help: ({ reference }) => `Write "${reference}", with the whole text in the quotes.`,
    explanation: `
Within \`{ }\` and \`[ ]\` a brace opens a map, so YAML takes the one of \`\${...}\` for that. In quotes it is a text. On a
line of its own (\`URL: \${services.api.url}\`) it needs none.`,
  }),
  "yaml/tab": error({
    message: () => "This line is indented with a tab.",
    help: () => "Indent with spaces; YAML does not allow tabs.",
    explanation: `
YAML counts spaces to see what belongs to what, and forbids tabs in indentation because their width is not defined.
Set the editor to insert spaces in YAML files; an \`.editorconfig\` with \`indent_style = space\` does it for a team.`,
  }),
  "yaml/duplicate-key": error<{ key: string; owner: string }>({
    message: ({ key, owner }) => `'${key}' stands twice in ${owner}.`,
    help: () => "Keep one of the two.",
    explanation: `
A map holds each key once. YAML readers disagree about which of two equal keys wins, so neither does here. When the two
stand in different files of \`include:\`, keep the key in one of them.`,
  }),
  "yaml/anchor": error<{ what: string }>({
    message: ({ what }) => `${what} is not part of the specification language.`,
    help: () => "Put what services share under 'defaults:', or write it out.",
    explanation: `
Anchors (\`&x\`), aliases (\`*x\`) and merge keys (\`<<:\`) copy text where a reader of a diff cannot see it, and a few
lines of them can expand to gigabytes. The language has its own words for what they are used for: \`defaults:\` is merged
under every service that is built here, environments are merged over the base, and \`include:\` splits a specification.`,
  }),
  "yaml/tag": error<{ tag: string }>({
    message: ({ tag }) => `The tag '${tag}' is not part of the specification language.`,
    help: () => "Write the value without a tag.",
    explanation: `
Tags such as \`!!binary\` or \`!secret\` change what a value means depending on the reader. The specification holds plain
text, numbers, booleans, lists and maps only. For a secret, declare its name under \`secrets:\` and refer to it as
\`\${secrets.name}\`.`,
  }),
  "yaml/several-documents": error({
    message: () => "A second document starts here.",
    help: () => "Put everything into one document, or into files of its own that 'include:' names.",
    explanation: `
A specification is one YAML document. A line of three hyphens (\`---\`) in the middle of the file starts another one,
which would be ignored by some readers and win over the first in others.`,
  }),
  "yaml/empty": error({
    message: () => "The specification is empty.",
    help: () => "Start with 'platform:' and 'environments:'.",
    explanation: `
There is nothing in the file but white space or comments. The smallest specification names the platform and has one
environment:

    platform: { name: shop, description: Sells things. }
    environments: { dev: { tier: development } }

Services come next.`,
  }),
  "yaml/not-a-map": error<{ found: string }>({
    message: ({ found }) => `A specification is a map of keys, and this is ${found}.`,
    help: () => "Start with 'platform:' and 'environments:'.",
    explanation: `
The outermost level of the file has to be keys with values: \`platform:\`, \`services:\`, \`environments:\` and so on. A file
that starts with \`-\` is a list, and one without any colon is a single text.`,
  }),
  "yaml/encoding": error({
    message: () => "The file is not valid UTF-8.",
    help: () => "Save it as UTF-8.",
    explanation: `
Specifications are read as UTF-8, with or without a byte order mark. A file in another encoding (Latin-1, UTF-16) would
change names and texts silently. \`iconv -f LATIN1 -t UTF-8\` converts one.`,
  }),
  "yaml/character": error<{ character: string }>({
    message: ({ character }) => `The character ${character} cannot stand in a text.`,
    help: () => "Remove it.",
    explanation: `
NUL cannot be part of an environment variable, an argument or a file name of any operating system, and a lone half of a
surrogate pair cannot be written as UTF-8. No target could pass such a text on as it is.`,
  }),
  "yaml/too-large": error<{ limit: string }>({
    message: ({ limit }) => `The specification is larger than ${limit}.`,
    help: () => "Split it with 'include:', or move data into files that services mount.",
    explanation: `
A specification is read as a whole, in memory, on every commit. The limits (1 MiB in a file, 64 levels, 256 included
files) are far above what a platform of hundreds of services needs and keep a broken or hostile file from using up the
machine.`,
  }),
  "yaml/ambiguous": warning<{ text: string; reading: string }>({
    message: ({ text, reading }) => `YAML readers disagree about ${text}: some take it for ${reading}.`,
    help: ({ text }) => `Put it into quotes: "${text}".`,
    explanation: `
varai-gen reads YAML 1.2, and takes a text as it is written. Many other readers follow YAML 1.1, in which \`on\` and
\`yes\` are booleans, \`22:22\` and \`0123\` numbers in base 60 and 8, and \`2024-01-01\` a date. Quotes make the file mean
the same to everyone.`,
  }),
};
