/** The entry of a map under a name that somebody wrote. What every object inherits, such as `constructor`, is none. */
export function entryOf<T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}
