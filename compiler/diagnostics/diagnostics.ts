import type { Location } from "../source/source-file.ts";
import { type Code, catalog, type HolesOf } from "./catalog/catalog.ts";
import type { Diagnostic, Related } from "./diagnostic.ts";

/** Optional parts of a finding. */
export interface Extras {
  readonly related?: readonly Related[];
  readonly replacement?: string;
  /** The full path of the key that the finding is about, for its help. */
  readonly key?: string;
}

/** Collects findings. A stage continues after a finding; the next stage runs only if there are no errors. */
export class Diagnostics {
  readonly #found = new Map<string, Diagnostic>();
  readonly #lists = new Map<string, Lists>();

  /**
   * Reports `code` at `location`. Duplicates are dropped. Findings that differ only in the environments, or in the uses, that
   * they name become one.
   */
  report<C extends Code>(code: C, location: Location | undefined, holes: HolesOf<C>, extras: Extras = {}): void {
    const { environments, uses } = holes as Lists;
    if (!environments && !uses) {
      this.add(diagnosticOf(code, location, holes, extras));
      return;
    }
    const rest = { ...(holes as object), ...(environments && { environments: [] }), ...(uses && { uses: [] }) };
    const place = uses ? "" : `${location?.file.path}:${location?.start}`;
    const key = [code, place, JSON.stringify(rest)].join("\0");
    const before = this.#lists.get(key);
    const lists: Lists = {
      ...(environments && { environments: union(before?.environments, environments) }),
      ...(uses && { uses: union(before?.uses, uses) }),
    };
    this.#lists.set(key, lists);
    const first = this.#found.get(key)?.location ?? location;
    this.#found.set(key, diagnosticOf(code, first, { ...(holes as object), ...lists } as HolesOf<C>, extras));
  }

  add(diagnostic: Diagnostic): void {
    const { location } = diagnostic;
    const key = [diagnostic.code, location?.file.path, location?.start, diagnostic.message].join("\0");
    if (!this.#found.has(key)) this.#found.set(key, diagnostic);
  }

  get hasErrors(): boolean {
    return [...this.#found.values()].some((diagnostic) => diagnostic.severity === "error");
  }

  /** All findings, sorted by location and code. Findings without a location come last. */
  sorted(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(byPlace);
  }
}

/** The values of a report that are collected from all reports of the same finding. */
interface Lists {
  readonly environments?: readonly string[];
  readonly uses?: readonly string[];
}

function union(before: readonly string[] | undefined, added: readonly string[]): readonly string[] {
  return [...new Set([...(before ?? []), ...added])];
}

/** Creates the diagnostic of a code. */
export function diagnosticOf<C extends Code>(
  code: C,
  location: Location | undefined,
  holes: HolesOf<C>,
  { key = "", ...extras }: Extras = {},
): Diagnostic {
  const definition = catalog[code];
  const help = definition.help?.(holes as never, key);
  return {
    code,
    severity: definition.severity,
    message: definition.message(holes as never),
    ...(location && { location }),
    ...(help !== undefined && { help }),
    ...extras,
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.location?.file.path ?? "\uffff", b.location?.file.path ?? "\uffff") ||
    (a.location?.start ?? 0) - (b.location?.start ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
