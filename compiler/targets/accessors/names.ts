// Names of variables and services as identifiers.

/** The words of a name in lower case: `KeyVault__Uri` and `KEY_VAULT_URI` are key, vault and uri. */
export function wordsOf(name: string): readonly string[] {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  // An identifier does not start with a digit.
  return /^[a-z]/.test(words[0] ?? "") ? words : ["value", ...words];
}

/** `upload_limit` */
export function snake(words: readonly string[]): string {
  return words.join("_");
}

/** `UploadLimit` */
export function pascal(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** `uploadLimit` */
export function camel(words: readonly string[]): string {
  const whole = pascal(words);
  return whole.charAt(0).toLowerCase() + whole.slice(1);
}

/** Words that Go writes in capitals (https://go.dev/wiki/CodeReviewComments#initialisms). */
const initialisms = new Set(
  "api cpu css db dns html http https id ip json jwt sql ssh tcp tls ttl udp ui uri url uuid vm xml".split(" "),
);

/** `UploadURL` */
export function goName(words: readonly string[]): string {
  return words.map((word) => (initialisms.has(word) ? word.toUpperCase() : pascal([word]))).join("");
}

/** A name that is not in a list of reserved ones. */
export function unreserved(name: string, reserved: string): string {
  return reserved.split(" ").includes(name) ? `${name}_` : name;
}

/** Names that differ from each other: a second one gets a number. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Map<string, number>();
  return names.map((name) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  });
}
