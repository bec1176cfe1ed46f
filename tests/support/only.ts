/**
 * Whether a case is to run. The environment variable ONLY names the cases that are, separated by commas; without it every
 * case runs. The recipes use it, which change one thing and need not try all the others.
 */
export function isChosen(name: string): boolean {
  const { ONLY } = process.env;
  return ONLY === undefined || ONLY.split(",").includes(name);
}
