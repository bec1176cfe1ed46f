/**
 * Words that YAML 1.1 or 1.2 does not read as strings (YAML 1.1 types bool, null; YAML 1.2 core schema). Some parsers read `e5` as a
 * number without digits.
 */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|e[0-9]+)$/i;

/**
 * Plain scalars that every YAML parser reads as strings in block context: words with spaces, paths and references with
 * colons, quantities such as `30s`, names such as `5g-core`.
 */
const plain =
  /^[A-Za-z/_][A-Za-z0-9/_.,@%+=~^ -]*$|^(\.{0,2}\/|[A-Za-z_])[A-Za-z0-9/_.,@%+=~:-]*[A-Za-z0-9/_.@%+=~-]$|^(?!0x)[0-9]+[A-Za-z]{1,2}$|^[1-9][0-9]*[a-df-z][a-z0-9-]*$/;

/** A YAML string on one line: plain only if YAML 1.1 and 1.2 agree that it is a string. */
export function quoteYaml(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const isPlain = plain.test(value) && !value.endsWith(" ") && !reserved.test(value);
  return isPlain ? value : quoteDouble(value);
}

/**
 * A string in double quotes that YAML and JSON read alike. Characters outside of the basic plane are not escaped, because
 * some YAML parsers reject escaped surrogate pairs.
 */
export function quoteDouble(text: string): string {
  const escaped = text.replaceAll(/["\\\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu, (character) => {
    const short = shortEscapes[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** The line length of a folded string. Longer lines remain if there is no space to break at. */
const foldedWidth = 120;

/**
 * A string in double quotes, folded between words into lines that are indented by `indent` spaces. A parser replaces each
 * break with one space, so only single spaces are replaced (YAML 1.2, 7.3.1).
 */
export function quoteFolded(text: string, indent: number): string {
  let line = "";
  const lines: string[] = [];
  for (const word of quoteDouble(text).split(/(?<=[^ ]) (?=[^ ])/)) {
    const isFull = line !== "" && line.length + word.length >= foldedWidth;
    if (isFull) lines.push(line);
    line = line === "" || isFull ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A list of strings as JSON, with a space after each comma: the exec form of Dockerfiles, and a YAML flow sequence. */
export function quoteList(items: readonly string[]): string {
  return `[${items.map(quoteDouble).join(", ")}]`;
}

/**
 * A string with several lines as a literal block, indented by `indent` spaces, which keeps scripts readable. A string that a
 * block would change (YAML 1.2, 8.1.2), or with one line, is in double quotes.
 */
export function blockOrQuoted(text: string, indent: number): string {
  const isBlock = /^[^\s](?:[^\n]*\n)+[^\n]*[^\s]$/.test(text) && /^[\n\x20-\x7e]*$/.test(text) && !/[ ]\n/.test(text);
  if (!isBlock) return quoteDouble(text);
  const margin = " ".repeat(indent);
  return `|-\n${text
    .split("\n")
    .map((line) => (line === "" ? "" : `${margin}${line}`))
    .join("\n")}`;
}
