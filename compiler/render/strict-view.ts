/** Properties that Handlebars reads from any object, or JavaScript from a printed value. */
const probed = new Set<PropertyKey>(["toHTML", "constructor", "then", "length"]);

/**
 * Wraps a view so that unknown properties throw an error. Handlebars itself ignores misspelled names in `#if`, `#each` and
 * `#with`.
 */
export function strictView(view: object, path = "view"): object {
  return new Proxy(view, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (value === undefined && typeof key === "string" && !probed.has(key) && !(key in target)) {
        throw new ReferenceError(`${path} has no '${key}'`);
      }
      return typeof value === "object" && value !== null ? strictView(value, `${path}.${String(key)}`) : value;
    },
  });
}
