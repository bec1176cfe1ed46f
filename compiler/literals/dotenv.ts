/**
 * A value of a .env file as Compose reads it: in single quotes nothing is expanded. A backslash before the closing one
 * would escape it, though.
 */
export function quoteDotenv(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value;
  if (!/'|\\$/.test(value)) return `'${value}'`;
  return `"${value.replaceAll(/["\\$]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
