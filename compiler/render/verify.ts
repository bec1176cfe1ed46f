import { parseAllDocuments } from "yaml";
import { targets } from "../targets/index.ts";
import type { ReadBack } from "../targets/target.ts";
import type { OutputFile } from "./render.ts";

/** Parses a file in its format. Returns a description of the problem, or undefined. */
export function verify({ text, ...file }: Pick<OutputFile, "text" | "template" | "target">): string | undefined {
  const read = readerOf(file);
  if (!read || isKnown(text, read)) return undefined;
  const problem = read(text);
  if (problem === undefined) keep(text, read);
  return problem;
}

function readerOf({ template, target }: Pick<OutputFile, "template" | "target">): ReadBack | undefined {
  const formats = targets.find(({ name }) => name === target)?.formats ?? {};
  const places = Object.keys(formats).filter((place) =>
    place.endsWith("/") ? template.startsWith(place) : template === place,
  );
  const own = formats[places.sort().at(-1) ?? ""];
  return own ?? readers.find(({ name }) => name.test(template))?.read;
}

/** How files of common formats are read, by the names of their templates. */
const readers: readonly { readonly name: RegExp; readonly read: ReadBack }[] = [
  { name: /\.ya?ml$/, read: whole(problemOfYaml) },
  { name: /\.json$/, read: whole(problemOfJson) },
  { name: /(?:)/, read: whole(() => undefined) },
];

/** A format whose files end with a newline. */
function whole(read: ReadBack): ReadBack {
  return (text) => (text.endsWith("\n") ? read(text) : "the newline at its end is missing");
}

/** The content of files that were parsed without a problem, by format: most of it is the same in the next compilation. */
const known = new Map<ReadBack, Set<string>>();

/** The number of characters that are kept before all are dropped. */
const limit = 32 * 1024 * 1024;
let kept = 0;

function isKnown(text: string, read: ReadBack): boolean {
  return known.get(read)?.has(text) ?? false;
}

function keep(text: string, read: ReadBack): void {
  if (kept > limit) {
    known.clear();
    kept = 0;
  }
  kept += text.length;
  const parsed = known.get(read) ?? new Set();
  known.set(read, parsed.add(text));
}

function problemOfYaml(text: string): string | undefined {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const [error] = Array.isArray(documents) ? documents.flatMap((document) => document.errors) : [];
  return error?.message.split("\n")[0];
}

function problemOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
