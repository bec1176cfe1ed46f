// Every name that the output makes of names in the specification comes from this file. Two different things never get
// one name: what is joined can be taken apart again, and what is cut or ambiguous ends in a hash of the whole.

/** What a symbol stands for. No role ends in another one, so that the end of a symbol tells its role. */
export const roles = [
  ...["alerts", "app", "cluster", "database", "entries_of", "entry", "identity", "job", "pull_role", "server"],
  ...["server_endpoint", "settings", "settings_type"],
] as const;

export type Role = (typeof roles)[number];

/**
 * The symbol of something in a role: `virtual-try-on` as an app is `virtual_try_on_app`. Symbols of specifications have
 * underscores, and no other name in a template or in Bicep's vocabulary does. Case tells nothing apart: Azure ignores it.
 */
export function symbolOf(name: string, role: Role): string {
  return `${/^[a-z]/.test(name) ? "" : "_"}${name.replaceAll("-", "_")}_${role}`;
}

/**
 * Names joined to one of at most `longest` lower-case letters, digits and single dashes. The result ends in a hash if
 * other names could lead to the same result.
 */
export function joinNames(names: readonly string[], longest: number): string {
  const words = names.map(wordsOf);
  const joined = words.join("-");
  const isPlain = joined.length <= longest && names.every((name) => /^[a-z0-9]+$/.test(name));
  return isPlain ? joined : withHash(joined, names, longest);
}

/** A name of at most `longest` characters without double dashes; one that had to be changed ends in a hash. */
export function shortName(name: string, longest: number): string {
  const single = wordsOf(name);
  return single === name && name.length <= longest ? name : withHash(single, [name], longest);
}

/** A name of letters and digits alone; one that had to be changed ends in a hash. */
export function compactName(name: string, longest: number): string {
  const compact = name.replaceAll(/[^a-z0-9]/g, "");
  return compact === name && name.length <= longest ? name : withHash(compact, [name], longest, "");
}

function withHash(readable: string, names: readonly string[], longest: number, separator = "-"): string {
  const hash = hashOf(JSON.stringify(names));
  const start = readable.slice(0, longest - hash.length - separator.length).replace(/-$/, "");
  return start === "" ? hash : `${start}${separator}${hash}`;
}

/** Eight letters and digits, the first one a letter (FNV-1a with 64 bits). */
export function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const letters = hash.toString(26).padStart(14, "0");
  return [...letters.slice(-8)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");
}

/** The characters of `uniqueString()`, and the dash before them. */
const uniqueLength = 14;

/** The start of a name that ends with the resource group's own characters, of at most `longest` ones in all. */
export function namePrefix(name: string, longest: number): string {
  return shortName(/^[a-z]/.test(name) ? name : `v${name}`, longest - uniqueLength);
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
