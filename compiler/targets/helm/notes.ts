import { secretsRead } from "../../kubernetes/secrets.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { ChartInput } from "./chart-input.ts";
import type { ChartValue } from "./values.ts";

/** What is printed after an installation. */
export function notesView({ clusters, keys }: ChartInput, listed: readonly ChartValue[]) {
  const [base, ...environments] = clusters;
  const isListed = (path: string): boolean => listed.some((value) => value.path.join(".") === path);
  const missing = environments.filter(({ settings }) => settings.secrets.provider === "existing");
  const secrets = missing.flatMap((cluster) => secretsRead(clusterWorkloads(cluster.environment), cluster));
  return {
    routes: [...keys].flatMap(([name, key]) => [
      ...(isListed(`${key}.ingress.hosts`) ? [{ name, key, isIngress: true }] : []),
      ...(isListed(`${key}.httpRoute.hostnames`) ? [{ name, key, isIngress: false }] : []),
    ]),
    settings: listed.filter(({ path }) => path[0] === "settings").map(({ path }) => path[1] ?? ""),
    secrets: base === undefined ? [] : [...new Set(secrets.map(({ name }) => name))].sort(),
  };
}
