/** A string for a one-line comment: line breaks and invalid characters become spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\ufffe\uffff]+/gu, " ").trim();
}
