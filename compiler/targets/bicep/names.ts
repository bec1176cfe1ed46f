/** A name as an identifier: `virtual-try-on` is `virtualTryOn`, `AUTH_ISSUER` is `authIssuer`. */
export function identifierOf(...names: readonly string[]): string {
  const words = names.flatMap((name) => name.split(/[^A-Za-z0-9]+/)).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word.toLowerCase() : capitalized(word))).join("");
  return /^[a-z]/.test(joined) ? joined : `the${capitalized(joined)}`;
}

function capitalized(word: string): string {
  const rest = word.slice(1);
  // A word in capitals, as variables have them, or one of an identifier, whose capitals stay.
  return word.charAt(0).toUpperCase() + (rest === rest.toUpperCase() ? rest.toLowerCase() : rest);
}

/** A name as that of an environment variable: `auth-secret` is `AUTH_SECRET`. */
export function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

/** The characters of `uniqueString()`, and the dash before them. */
const uniqueLength = 14;

/** The start of a name that ends with the group's own characters, of at most `length` ones in all. */
export function namePrefix(name: string, length: number): string {
  return name
    .replaceAll(/-{2,}/g, "-")
    .slice(0, length - uniqueLength)
    .replace(/-$/, "");
}

/** A path as a part of a name: `/etc/app/app.conf` is `etc-app-app-conf`. */
export function wordsOf(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** The name of the environment of Container Apps, within its resource group. */
export function appsName({ platform }: { readonly platform: { readonly name: string } }): string {
  return `${platform.name}-apps`;
}
