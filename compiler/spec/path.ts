/** Where a value stands in a specification: the keys that lead to it, list items by their index. */
export type SpecPath = readonly (string | number)[];

/** As people write it: `services.api.ports[0]`; the root is `the specification`. */
export function formatPath(path: SpecPath): string {
  if (path.length === 0) return "the specification";
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = /^[\w$-]+$/.test(key) ? key : `"${key}"`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

/** The value at `path` in plain data, or undefined. */
export function valueAt(value: unknown, path: SpecPath): unknown {
  return path.reduce<unknown>((owner, key) => {
    if (typeof owner !== "object" || owner === null) return undefined;
    return Object.hasOwn(owner, key) ? (owner as Record<string | number, unknown>)[key] : undefined;
  }, value);
}
