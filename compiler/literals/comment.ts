/** A text as part of a comment, on one line: what some reader takes for a line break or refuses is a space. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\ufffe\uffff]+/gu, " ").trim();
}
