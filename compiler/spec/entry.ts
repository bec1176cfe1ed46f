/** The entry of a map under a name from user input. Inherited properties such as `constructor` are not entries. */
export function entryOf<T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}
