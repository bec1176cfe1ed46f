import { error } from "../definition.ts";
import { firstOf, listOf } from "../phrases.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about the shape of a specification. */
export const schema = {
  "schema/unknown-property": error<{
    keys: readonly string[];
    owner: string;
    suggestion: string | undefined;
    elsewhere: readonly string[];
    known: readonly string[];
    missing: readonly string[];
  }>({
    message: ({ keys, owner }) =>
      keys.length === 1 ? `Unknown key '${keys[0]}' in ${owner}.` : `Unknown keys ${firstOf(keys)} in ${owner}.`,
    help: ({ suggestion, elsewhere, known, missing }) =>
      didYouMean(suggestion) ??
      (elsewhere.length > 0 ? `Move it to ${listOf(elsewhere, "or")}.` : undefined) ??
      (missing.length > 0 ? `Write ${listOf(missing, "and")}.` : undefined) ??
      (known.length > 0 ? `Valid keys are ${listOf(known.toSorted(), "and")}.` : "Remove it."),
    explanation: `
The language has no such key here. Unknown keys are errors, because a misspelled key would otherwise silently leave the
default in place. If the key exists in another map, the help names the full path. Editors with the YAML language server
complete all keys.`,
  }),
  "schema/foreign-word": error<{ word: string; owner: string; advice: string }>({
    message: ({ word, owner }) => `'${word}' in ${owner} is a key of another tool.`,
    help: ({ advice }) => advice,
    explanation: `
The specification has its own keys, which apply to every target: \`scale\` instead of \`replicas\` or \`minReplicas\`, and
\`health\` instead of \`healthcheck\` or \`livenessProbe\`. Each is translated for Compose, Kubernetes and Azure.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, health: /health, scale: 3 }`,
  }),
  "schema/renamed-key": error<{ property: string; owner: string; name: string }>({
    message: ({ property, owner, name }) => `'${property}' in ${owner} is now called '${name}'.`,
    help: ({ name }) => `Write '${name}'.`,
    explanation: `
The key has the same meaning and the same values under its new name.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, routes: api.shop.example }
    edge: traefik`,
  }),
  "schema/missing-property": error<{ property: string; owner: string; example: string | undefined }>({
    message: ({ property, owner }) => `The key '${property}' is missing in ${owner}.`,
    help: ({ property, owner, example }) => {
      const place = owner === "the specification" ? owner : `'${owner}'`;
      return `Add '${property}:${example === undefined ? "" : ` ${example}`}' to ${place}.`;
    },
    explanation: `
The key is required, because no default is right for every platform. \`schema/reference.md\` describes it.`,
  }),
  "schema/wrong-type": error<{ what: string; expected: string; found: string; advice: string | undefined }>({
    message: ({ what, expected, found }) => `'${what}' must be ${expected}, not ${found}.`,
    help: ({ advice }) => advice,
    explanation: `
The value has the wrong type. Common causes are a string that YAML reads as a number or a boolean (quote it: \`"1.10"\`,
\`"yes"\`), a number without its unit (\`30s\`, \`512Mi\`), and a list instead of a map.`,
  }),
  "schema/unknown-value": error<{ value: string; what: string; suggestion: string | undefined; known: string }>({
    message: ({ value, what }) => `'${value}' is not a valid value for '${what}'.`,
    help: ({ suggestion, known }) => didYouMean(suggestion) ?? `Use one of ${known}.`,
    explanation: `
The key accepts only certain values. \`schema/reference.md\` lists them with their meaning.`,
  }),
  "schema/invalid-value": error<{ value: string; what: string; description: string }>({
    message: ({ value, what }) => `'${value}' is not a valid value for '${what}'.`,
    help: ({ description }) => `Write ${lowerFirst(description)}`,
    explanation: `
The string does not have the format that the key requires. The message describes the format, and \`schema/reference.md\`
has examples.`,
  }),
  "schema/invalid-name": error<{ name: string; owner: string; description: string }>({
    message: ({ name, owner }) => `'${name}' in ${owner} is not a valid name.`,
    help: ({ description }) => `Write ${lowerFirst(description)}`,
    explanation: `
Names become host names, names of Kubernetes objects, file names and parts of image names. All of these allow lower-case
letters, digits and hyphens (RFC 1123). A name has at most 40 characters, which leaves room for the prefixes that targets
add: the limit for host names is 63.`,
  }),
  "schema/out-of-range": error<{ what: string; bound: string; advice: string }>({
    message: ({ what, bound }) => `'${what}' must ${bound}.`,
    help: ({ advice }) => advice,
    explanation: `
The number, or the number of entries, is out of range. The port of a service must be above 1023, because containers run
without root and may not listen on lower ports. \`publish\` and the edge open low ports on the host.

    services:
      web: { runtime: node@20, start: node server.js, port: 3000, publish: 80 }`,
  }),
  "schema/removes-nothing": error<{ what: string; key: string; isSwitch: boolean }>({
    message: ({ what }) => `'${what}' is empty.`,
    help: ({ key, isSwitch }) =>
      `Write a value after '${key}:', ${isSwitch ? `write '${key}: false' to turn it off, ` : ""}or remove the line.`,
    explanation: `
An empty value (null) removes the value of \`defaults\` or of the base, so that the built-in default is used again. There is no
value to remove here, so a value was probably forgotten. Keys that also accept \`false\` are turned off by it.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, test: false }`,
  }),
};

/** A description within a sentence; acronyms keep their case. */
function lowerFirst(text: string): string {
  return /^[A-Z]([a-z]| )/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
