/** The length above which an expression has several lines. */
const longest = 140;

/** Strings, operators between two parts of an expression, and parentheses. */
const pieces = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`| (?:and|or|unless|\/) |[({[]|[)}\]]/g;

/**
 * An expression of PromQL as people write it: a long one has a line for each part that an operator connects. Operators inside
 * of strings and of nested parentheses break no line.
 */
export function broken(expression: string): string {
  if (expression.length <= longest || expression.includes("\n")) return expression;
  let depth = 0;
  return expression.replaceAll(pieces, (piece) => {
    if (piece.startsWith(" ") && depth <= 1) return `\n${"  ".repeat(depth)}${piece.slice(1)}`;
    if (/^[({[]$/.test(piece)) depth++;
    if (/^[)}\]]$/.test(piece)) depth--;
    return piece;
  });
}
