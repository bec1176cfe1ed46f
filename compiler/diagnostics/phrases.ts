/** `'a', 'b' and 'c'` */
export function listOf(names: readonly string[], conjunction: "and" | "or"): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${conjunction} ${all.at(-1)}`;
}

/** How many names a message lists. */
const maxNames = 20;

/** Like `listOf`, for names that a specification has chosen, of which there may be thousands. */
export function firstOf(names: readonly string[]): string {
  if (names.length <= maxNames) return listOf(names, "and");
  const first = names.slice(0, maxNames).map((name) => `'${name}'`);
  return `${first.join(", ")} and ${names.length - maxNames} others`;
}

/** `environment 'dev'`, or `environments 'dev' and 'prod'` */
export function environmentsOf(names: readonly string[]): string {
  return `environment${names.length === 1 ? "" : "s"} ${listOf(names, "and")}`;
}
