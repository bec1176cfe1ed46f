/** `'a', 'b' and 'c'` */
export function listOf(names: readonly string[], conjunction: "and" | "or"): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${conjunction} ${all.at(-1)}`;
}

/** `environment 'dev'`, or `environments 'dev' and 'prod'` */
export function environmentsOf(names: readonly string[]): string {
  return `environment${names.length === 1 ? "" : "s"} ${listOf(names, "and")}`;
}
