/**
 * A value of a `.env` file for Compose. Nothing is expanded in single quotes, but a backslash before the closing quote would
 * escape it.
 */
export function quoteDotenv(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value;
  if (!/'|\\$/.test(value)) return `'${value}'`;
  return `"${value.replaceAll(/["\\$]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
