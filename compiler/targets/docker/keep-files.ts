/** How many conditions stand on a line. */
const perLine = 4;

/**
 * The commands that delete all files of the working directory except those that match a condition of `find`. A stage that
 * copies from there is cached until one of these changes, whatever else changes in the source.
 */
export function keepFiles(conditions: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let index = 0; index < conditions.length; index += perLine) {
    lines.push(conditions.slice(index, index + perLine).join(" -o "));
  }
  return [
    `find . -type f ! '(' ${lines.join(" \\\n      -o ")} ')' -delete`,
    "find . -mindepth 1 -type d -empty ! -name node_modules -delete",
  ];
}
