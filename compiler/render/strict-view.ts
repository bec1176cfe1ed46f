/** What Handlebars asks of any object, and what JavaScript asks of a value that is printed. */
const probed = new Set<PropertyKey>(["toHTML", "constructor", "then", "length"]);

/**
 * The view with properties that throw when they do not exist. Handlebars itself lets a misspelt name pass in `#if`,
 * `#each` and `#with`.
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
