/** The source of a regular expression that matches a string and nothing else. */
export function escapeExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * A glob pattern as the source of a regular expression: `*` and `?` stand for a part of a name, `**` for any folders, and
 * `[a-c]`, `[!a]` or `[^a]` for a character. Brackets that are not a character class stand for themselves.
 */
export function globSource(pattern: string): string {
  // Repeated wildcards match no more than one does, and take much longer.
  const pieces =
    pattern.replace(/(?:\*\*\/){2,}/g, "**/").match(/\*\*+\/|\*\*+|[*?]|\[[!^]?\]?[^\]]*\]|[^*?[]+|\[/g) ?? [];
  return pieces.map(pieceSource).join("");
}

/** A glob pattern as a regular expression for whole paths. `./` at its start and `/` at its end mean nothing. */
export function globExpression(pattern: string): RegExp {
  return new RegExp(`^${globSource(pattern.replace(/^\.\//, "").replace(/\/+$/, ""))}$`);
}

function pieceSource(piece: string): string {
  if (/^\*\*+\/$/.test(piece)) return "(?:.*/)?";
  if (/^\*\*+$/.test(piece)) return ".*";
  if (piece === "*") return "[^/]*";
  if (piece === "?") return "[^/]";
  return classSource(piece) ?? escapeExpression(piece);
}

/** The source of a character class of a glob; undefined for invalid ones, such as `[z-a]`. */
function classSource(piece: string): string | undefined {
  const [, negation, content] = /^\[([!^]?)(\]?[^\]]*)\]$/.exec(piece) ?? [];
  if (content === undefined || content === "") return undefined;
  const source = `[${negation ? "^" : ""}${content.replaceAll(/[\\\][^]/g, "\\$&")}]`;
  try {
    new RegExp(source);
    return source;
  } catch {
    return undefined;
  }
}
