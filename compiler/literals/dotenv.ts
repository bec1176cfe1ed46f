/** A value of a .env file as Compose reads it: in single quotes nothing is expanded. */
export function quoteDotenv(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value;
  return value.includes("'") ? `"${value.replaceAll(/["\\$`]/g, "\\$&").replaceAll("\n", "\\n")}"` : `'${value}'`;
}
