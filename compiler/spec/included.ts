/** Whether something exists in an environment: in the listed ones, by default in the tiers staging and production. */
export function isIn(environments: readonly string[] | undefined, name: string, tier: string): boolean {
  return environments ? environments.includes(name) : tier === "staging" || tier === "production";
}
