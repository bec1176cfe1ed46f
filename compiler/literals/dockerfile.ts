/** A value of ENV, ARG or LABEL on one line, in which a Dockerfile expands `$` and takes backslashes for escapes. */
export function quoteDockerfile(value: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(value) ? value : `"${value.replaceAll(/["\\$]/g, "\\$&")}"`;
}
