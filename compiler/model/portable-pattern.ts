/** A regular expression that Python, JavaScript, Go, Java, .NET and POSIX shells read alike. It describes whole values. */
export interface PortablePattern {
  readonly source: string;
  /** The same as an extended regular expression of POSIX, in which a backslash in brackets is a character. */
  readonly posix: string;
  /** Why it is not portable, or not a regular expression: completes the sentence "The pattern ...". */
  readonly problem: string | undefined;
}

/** Parts of a pattern: an escape, a group that is not captured, a class, a repetition, and any other character. */
const parts = /\\(.)|\(\?(:?)|\[(\^?)((?:\\.|[^\]\\])*)\]|\{(\d*)(?:,(\d*))?\}|([*+?])\??|([\s\S])/gu;

/** Characters that have a meaning outside of brackets. */
const special = /[\\^$.|?*+()[\]{}]/;

/** Sets of characters that are written without brackets. Others, such as `\s`, contain other characters in each language. */
const sets: Readonly<Record<string, string>> = { d: "0-9", w: "A-Za-z0-9_" };

/**
 * Reads a pattern. `\d` and `\w` become classes of ASCII characters, groups are plain, and repetitions greedy: that makes no
 * difference to whether a whole value matches. Lookarounds, back references and classes of Unicode are not portable.
 */
export function portablePattern(written: string): PortablePattern {
  const print = (isPosix: boolean): string =>
    written.replaceAll(parts, (part, escaped, isGroup, negation, members, low, _high, repetition) => {
      if (escaped !== undefined) return printEscaped(escaped);
      if (isGroup !== undefined) return "(";
      if (members !== undefined) return `[${negation}${membersOf(members, isPosix)}]`;
      return isPosix && low === "" ? part.replace("{", "{0") : (repetition ?? part);
    });
  return { source: print(false), posix: print(true), problem: problemOf(written) };
}

function printEscaped(character: string): string {
  const set = sets[character];
  if (set !== undefined) return `[${set}]`;
  return special.test(character) ? `\\${character}` : character;
}

/** The members of a class. In POSIX the first `]`, the last `-` and a `^` that is not the first stand for themselves. */
function membersOf(members: string, isPosix: boolean): string {
  const all: string[] = [];
  for (const [part, escaped] of members.matchAll(/\\(.)|[^\\]-(?:\\.|[^\\])|[\s\S]/gu)) {
    all.push(escaped === undefined ? part : (sets[escaped] ?? `\\${escaped}`));
  }
  if (!isPosix) return all.join("");
  const plain = all.map((one) => (one.length === 2 && one.startsWith("\\") ? one.slice(1) : one));
  const rest = plain.filter((one) => !["]", "-", "^"].includes(one));
  const has = (one: string): string => (plain.includes(one) ? one : "");
  return `${has("]")}${rest.join("")}${has("^")}${has("-")}`;
}

function problemOf(written: string): string | undefined {
  try {
    new RegExp(`^(?:${written})$`, "u");
  } catch {
    return "is not a regular expression";
  }
  if (/\(\?(?!:)/.test(written)) return "contains a group with '(?', which not every language supports";
  for (const [, escaped] of written.matchAll(/\\(.)/gsu)) {
    if (escaped !== undefined && /[A-Za-z0-9]/.test(escaped) && sets[escaped] === undefined) {
      return `contains '\\${escaped}', which does not mean the same in every language`;
    }
  }
  for (const [, members = ""] of written.matchAll(/(?<!\\)\[\^?((?:\\.|[^\]\\])*)\]/gsu)) {
    if (members === "" || /(?<!\\)\[|&&|--|~~|\|\|/.test(members)) {
      return `contains '[${members}]', which does not mean the same in every language`;
    }
  }
  const counts = [...written.matchAll(/\{(\d*),?(\d*)\}/g)].flatMap(([, ...both]) => both.map(Number));
  return counts.some((count) => count > 255) ? "repeats a part more than 255 times" : undefined;
}
