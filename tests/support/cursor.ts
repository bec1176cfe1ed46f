/** A text without its marks, and the places where they stood: two marks are around what is meant. */
export function marked(text: string): { readonly text: string; readonly start: number; readonly end: number } {
  const [before = "", between, after] = text.split("┆");
  if (between === undefined || after === undefined) throw new Error("a marked text has two marks");
  return { text: before + between + after, start: before.length, end: before.length + between.length };
}
