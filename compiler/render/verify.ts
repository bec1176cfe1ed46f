import { parseAllDocuments } from "yaml";
import { targets } from "../targets/index.ts";
import type { ReadBack } from "../targets/target.ts";
import type { OutputFile } from "./render.ts";

/** Parses a file in its format. Returns a description of the problem, or undefined. */
export function verify({
  text,
  template,
  target,
}: Pick<OutputFile, "text" | "template" | "target">): string | undefined {
  const formats = targets.find(({ name }) => name === target)?.formats ?? {};
  const places = Object.keys(formats).filter((place) =>
    place.endsWith("/") ? template.startsWith(place) : template === place,
  );
  const own = formats[places.sort().at(-1) ?? ""];
  if (own) return own(text);
  if (!text.endsWith("\n")) return "the newline at its end is missing";
  return readers.find(({ name }) => name.test(template))?.read(text);
}

/** How files of common formats are read, by the names of their templates. */
const readers: readonly { readonly name: RegExp; readonly read: ReadBack }[] = [
  { name: /\.ya?ml$/, read: problemOfYaml },
  { name: /\.json$/, read: problemOfJson },
];

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
