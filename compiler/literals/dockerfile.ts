/** A value of ENV, ARG or LABEL on one line; `$` and backslashes are escaped. */
export function quoteDockerfile(value: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(value) ? value : `"${value.replaceAll(/["\\$]/g, "\\$&")}"`;
}
