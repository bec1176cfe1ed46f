// Parts of Markdown: cells of tables, and code. Templates print them with `code`.

/** The fence of a code block. */
export const fence = "```";

/** A sentence of the specification as Markdown: one line, in which nothing starts markup (CommonMark 0.31, 2.4). */
export function plain(text: string): string {
  return escaped(text).trim();
}

/** A sentence as Markdown, with its URLs as code. */
export function withUrls(text: string): string {
  const parts = text.split(/(https?:\/\/\S*[^\s.,])/);
  return parts
    .map((part, at) => (at % 2 === 0 ? escaped(part) : code(part)))
    .join("")
    .trim();
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll(/[\\`*_[\]<>|#]/g, "\\$&")
    .replaceAll("&", "&amp;");
}

/** Code within a line, also in a cell of a table. Empty: nothing. */
export function code(text: string): string {
  if (text === "") return "";
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return longest > 0 ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** Several pieces of code, with commas between them. */
export function codes(parts: readonly string[]): string {
  return parts.map(code).join(", ");
}

/** A row of a table. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`.replaceAll("|  |", "| |").replaceAll("|  |", "| |");
}
