/** A workflow of GitHub Actions, as far as generated ones go. */
export interface Workflow {
  readonly on: Readonly<Record<string, Filters | null>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Patterns of a trigger, and the inputs of a run. */
interface Filters {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** The scopes of a token. */
export type Permissions = Readonly<Record<string, "read" | "write">>;

/** A job: steps, or a call of another workflow. */
export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: unknown;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly environment?: string | { readonly name: string };
  readonly env?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly steps?: readonly Step[];
}

/** A step: a script, or an action. */
export interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly "continue-on-error"?: boolean;
  readonly "working-directory"?: string;
}

/** What starts a workflow. */
export interface Trigger {
  readonly event: "push" | "pull_request" | "schedule" | "workflow_dispatch";
  /** `refs/heads/main` */
  readonly ref: string;
  readonly sha: string;
  readonly number: number;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Of the event, besides the repository. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Whether it is a pull request without access to secrets, from a fork or of Dependabot. */
  readonly isUntrusted?: boolean;
  readonly isFork?: boolean;
  /** The branch of a pull request. */
  readonly headRef?: string;
}

/** Whether an event starts a workflow. */
export function isTriggered({ on }: Workflow, { event, ref }: Trigger): boolean {
  const filters = on[event];
  if (filters === undefined) return false;
  if (event !== "push" || filters === null) return true;
  const [, kind, name = ""] = /^refs\/(heads|tags)\/(.*)$/.exec(ref) ?? [];
  const patterns = (kind === "heads" ? filters.branches : filters.tags) ?? [];
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(/[.+]/g, "\\$&").replaceAll("*", "[^/]*")}$`).test(name),
  );
}

/** The combinations of a matrix: those of its lists, with `include` as GitHub applies it. */
export function combinationsOf(
  matrix: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const { include = [], ...lists } = matrix as { readonly include?: readonly Readonly<Record<string, unknown>>[] };
  let found: Record<string, unknown>[] = Object.keys(lists).length > 0 ? [{}] : [];
  for (const [name, values] of Object.entries(lists)) {
    found = found.flatMap((combination) =>
      (values as readonly unknown[]).map((value) => ({ ...combination, [name]: value })),
    );
  }
  const added: Readonly<Record<string, unknown>>[] = [];
  for (const entry of include) {
    const fitting = found.filter((combination) =>
      Object.keys(entry).every((name) => !(name in lists) || combination[name] === entry[name]),
    );
    for (const combination of fitting) Object.assign(combination, entry);
    if (fitting.length === 0) added.push(entry);
  }
  return [...found, ...added];
}
