/** A command as words, or the character that only a shell would understand. */
export type SplitCommand = { readonly words: readonly string[] } | { readonly problem: string };

/** What a shell would act on when it stands outside of quotes (POSIX.1-2024, Shell Command Language, 2.2). */
const shellCharacters = new Set(["|", "&", ";", "<", ">", "(", ")", "`", "$", "*", "?", "~", "#", "\n"]);

/**
 * Splits a command into words as a shell does, quotes and backslashes included. Nothing is expanded: a reference to the
 * specification (`${...}`) stays as it is, and anything else that needs a shell is a problem.
 */
export function splitCommand(written: string): SplitCommand {
  // A block of YAML ends with a line break; a backslash in front of one continues the line.
  const text = written.replace(/\n+$/, "");
  if (/^\s*[A-Za-z_]\w*=/.test(text)) return { problem: "a variable assignment before the command" };
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === " " || character === "\t") {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (text.startsWith("\\\n", i)) {
      i++;
      continue;
    }
    const piece = character === "'" || character === '"' ? quoted(text, i) : unquoted(text, i);
    if ("problem" in piece) return piece;
    word = (word ?? "") + piece.text;
    i = piece.last;
  }
  if (word !== undefined) words.push(word);
  return words.length > 0 ? { words } : { problem: "no command" };
}

type Piece = { readonly text: string; readonly last: number } | { readonly problem: string };

function quoted(text: string, start: number): Piece {
  const quote = text.charAt(start);
  let value = "";
  for (let i = start + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === quote) return { text: value, last: i };
    if (quote === '"' && character === "\\" && /["\\$`\n]/.test(text.charAt(i + 1))) {
      i++;
      if (text.charAt(i) !== "\n") value += text.charAt(i);
    } else if (quote === '"' && /^(`|\$(?!\$?\{)[\w(@*#?!$-])/.test(text.slice(i, i + 3))) {
      return { problem: `the character '${character}'` };
    } else value += character;
  }
  return { problem: `an unclosed ${quote} quote` };
}

function unquoted(text: string, start: number): Piece {
  const character = text.charAt(start);
  if (character === "\\" && start + 1 < text.length) return { text: text.charAt(start + 1), last: start + 1 };
  const reference = /^\$\$?\{[^}]*\}/.exec(text.slice(start));
  if (reference) return { text: reference[0], last: start + reference[0].length - 1 };
  if (shellCharacters.has(character)) return { problem: `the character '${character === "\n" ? "\\n" : character}'` };
  return { text: character, last: start };
}
