import { code, codes, plain, row, withUrls } from "../../literals/markdown.ts";
import type { Alert } from "../../model/monitoring/alert.ts";
import type { Platform } from "../../model/platform.ts";

/** The view of `docs/runbooks.md`. */
export interface RunbooksView {
  readonly specName: string;
  readonly name: string;
  /** By name of the alert. */
  readonly alerts: readonly {
    readonly name: string;
    /** The URL of a runbook that the specification names; empty: none. */
    readonly url: string;
    /** Rows of a table, by service and severity. */
    readonly rows: readonly string[];
  }[];
}

/** An alert, and the environments in which it can fire. */
interface Found {
  readonly alert: Alert;
  readonly environments: string[];
}

/** What to do about each alert; undefined without alerts. */
export function runbooksView(platform: Platform): RunbooksView | undefined {
  const found = new Map<string, Found>();
  for (const { name, monitoring } of platform.environments) {
    for (const alert of monitoring?.metrics?.alerts ?? []) {
      const key = [alert.name, alert.service ?? "", alert.severity, alert.summary].join("\n");
      const known = found.get(key);
      if (!known) found.set(key, { alert, environments: [name] });
      else if (!known.environments.includes(name)) known.environments.push(name);
    }
  }
  const names = [...new Set([...found.values()].map(({ alert }) => alert.name))].sort();
  if (names.length === 0) return undefined;
  return {
    specName: platform.specName,
    name: plain(platform.name),
    alerts: names.map((name) => {
      const same = [...found.values()].filter(({ alert }) => alert.name === name);
      return { name, url: same[0]?.alert.runbook ?? "", rows: same.map(rowOf) };
    }),
  };
}

function rowOf({ alert, environments }: Found): string {
  const { service = "", severity, team, summary, impact, diagnosis, mitigation } = alert;
  return row(
    code(service),
    codes(environments),
    team === undefined ? severity : `${severity}, ${plain(team)}`,
    withUrls(summary),
    withUrls(impact),
    withUrls(diagnosis.join(" ")),
    withUrls(mitigation),
  );
}

/**
 * The URL of the page on the host of the repository, for links from alerts; undefined if the host is unknown. `HEAD` is the
 * default branch on GitHub and GitLab.
 */
export function runbooksUrl({ repository }: Platform, path: string): string | undefined {
  const root = repository?.replace(/(\.git)?\/?$/, "");
  if (root === undefined || !/^https:\/\//.test(root)) return undefined;
  return `${root}${new URL(root).host.includes("gitlab") ? "/-" : ""}/blob/HEAD/${path}`;
}
