/** Characters that move the cursor, or that change the order in which a terminal shows others (UAX #9). */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** East Asian wide and fullwidth characters, and emoji, which terminals show in two columns (UAX #11). */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}])/u;

/** A code point with its combining marks, and what joiners add to it (a simple form of UAX #29). */
const characters = /[\s\S]\p{M}*(?:\u200d[\s\S]\p{M}*)*/gu;

/** A string for a terminal, with control characters escaped. Line breaks are escaped too. */
export function escapeControls(text: string): string {
  return text.replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A user-perceived character, and the columns that it takes. */
export interface Cell {
  /** The offset in the string, in UTF-16 units. */
  readonly at: number;
  readonly shown: string;
  readonly width: number;
}

/** A line of a source file as a terminal shows it. Tabs become spaces; control characters are visible. */
export function cellsOf(line: string): readonly Cell[] {
  return Array.from(line.matchAll(characters), ({ 0: segment, index }) => {
    if (segment === "\t") return { at: index, shown: " ", width: 1 };
    const shown = segment.replace(invisible, "\ufffd");
    const isZero = /^[\p{M}\u200b-\u200d]+$/u.test(shown);
    return { at: index, shown, width: isZero ? 0 : wide.test(shown) ? 2 : 1 };
  });
}

/** The columns that cells take. */
export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
