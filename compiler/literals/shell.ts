/** A shell word, quoted only if necessary (POSIX.1-2024, Shell Command Language, 2.2). */
export function quoteShell(word: string): string {
  // Some shells also expand a tilde in words that look like assignments.
  if (/^[A-Za-z0-9_./:=@%+,~-]+$/.test(word) && !/(^|[=:])~/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
