import { error, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** What can be wrong with the shape of a specification. */
export const schema = {
  "schema/unknown-property": error<{
    property: string;
    owner: string;
    suggestion: string | undefined;
    known: readonly string[];
  }>({
    message: ({ property, owner }) => `Unknown property '${property}' in ${owner}.`,
    help: ({ suggestion, known }) => didYouMean(suggestion) ?? knownHere(known),
    explanation: `
The language has no such word at this place. No key is ever ignored: a misspelt one would otherwise leave a service with
the default while its author believes something else. The reference of the language, \`schema/reference.md\`, lists the
keys of every place; an editor with the YAML language server offers them while you type.`,
  }),
  "schema/foreign-word": error<{ word: string; owner: string; advice: string }>({
    message: ({ word, owner }) => `'${word}' in ${owner} is a word of another tool.`,
    help: ({ advice }) => advice,
    explanation: `
The specification speaks of the platform and not of one of its targets: \`scale\`, not \`replicas\` or \`minReplicas\`;
\`health\`, not \`healthcheck\` or \`livenessProbe\`. One word then reaches Compose, Kubernetes and Azure alike.`,
  }),
  "schema/missing-property": error<{ property: string; owner: string }>({
    message: ({ property, owner }) => `'${property}' is missing in ${owner}.`,
    help: ({ property }) => `Add '${property}:'.`,
    explanation: `
The key has no default, because there is none that would be right for every platform.`,
  }),
  "schema/wrong-type": error<{ what: string; expected: string; found: string }>({
    message: ({ what, expected, found }) => `${what} has to be ${expected}; this is ${found}.`,
    explanation: `
The value is of another kind than the key takes. Two causes are common: a text that YAML reads as a number or a boolean
(quote it: \`"1.10"\`, \`"yes"\`), and a list where a map is wanted or the other way round.`,
  }),
  "schema/unknown-value": error<{ value: string; what: string; suggestion: string | undefined; known: string }>({
    message: ({ value, what }) => `'${value}' is not a value that ${what} can have.`,
    help: ({ suggestion, known }) => didYouMean(suggestion) ?? `It can be ${known}.`,
    explanation: `
The key takes one of a few words, which \`schema/reference.md\` lists with their meaning.`,
  }),
  "schema/invalid-value": error<{ value: string; what: string; description: string }>({
    message: ({ value, what }) => `'${value}' is not a valid value of ${what}.`,
    help: ({ description }) => description,
    explanation: `
The text does not have the form that the key takes. The message says which form that is; \`schema/reference.md\` has
examples.`,
  }),
  "schema/invalid-name": error<{ name: string; owner: string; description: string }>({
    message: ({ name, owner }) => `'${name}' in ${owner} is not a valid name.`,
    help: ({ description }) => description,
    explanation: `
Names become host names, names of Kubernetes objects, file names and parts of image names. All of them allow lower-case
letters, digits and hyphens (RFC 1123); more is allowed by some and breaks others. With the prefixes that targets add, a
name of at most 40 characters stays within the limit of 63.`,
  }),
  "schema/out-of-range": error<{ what: string; bound: string }>({
    message: ({ what, bound }) => `${what} has to ${bound}.`,
    explanation: `
The number, or the number of entries, is outside what the key takes. Ports on which a service listens are above 1023,
because a process without privileges may not listen below; \`publish\` and the edge open the low ones on the host.`,
  }),
  "schema/removes-nothing": warning<{ what: string }>({
    message: ({ what }) => `${what} is empty, and there is nothing that it could remove.`,
    help: () => "Give it a value, or remove the line.",
    explanation: `
An empty value (null) removes what the defaults or the base say. Where neither says anything the line does nothing, and
is most likely a value that was forgotten.`,
  }),
};

/** More names than this are not read, but looked up. */
const readableNames = 12;

function knownHere(names: readonly string[]): string {
  if (names.length > readableNames) return "schema/reference.md lists what can stand here.";
  return `Known here: ${names.map((name) => `'${name}'`).join(", ")}.`;
}
