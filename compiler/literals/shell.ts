/** A word of a shell command, quoted only if it has to be (POSIX.1-2024, Shell Command Language, 2.2). */
export function quoteShell(word: string): string {
  // Some shells expand a tilde where it stands in what looks like an assignment, too.
  if (/^[A-Za-z0-9_./:=@%+,~-]+$/.test(word) && !/(^|[=:])~/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
