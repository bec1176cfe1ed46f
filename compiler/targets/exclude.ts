import { nearest } from "../diagnostics/suggest.ts";
import type { Reporter } from "../model/reporter.ts";
import { globSource } from "../source/glob.ts";
import type { Artifact } from "./target.ts";

/**
 * The paths that the specification leaves to the user. A pattern names a file or a folder, relative to the output folder;
 * `*` and `?` stand for a part of a name, `**` for any folders. Reports patterns that match nothing, unless only a part
 * of the files is planned.
 */
export function excludedPaths(
  patterns: readonly string[],
  artifacts: readonly Artifact[],
  { reporter, isPartial }: { readonly reporter: Reporter; readonly isPartial: boolean },
): ReadonlySet<string> {
  const paths = artifacts.map(({ path }) => path);
  const excluded = new Set<string>();
  for (const [index, pattern] of patterns.entries()) {
    const expression = expressionOf(pattern);
    const matching = paths.filter((path) => expression.test(path));
    for (const path of matching) excluded.add(path);
    if (matching.length > 0 || isPartial) continue;
    const suggestion = /[*?]/.test(pattern) ? undefined : nearest(pattern, paths);
    const extras = suggestion === undefined ? {} : { replacement: suggestion };
    reporter.report("output/excludes-nothing", { path: ["exclude", index] }, { pattern, suggestion }, extras);
  }
  return excluded;
}

/** A pattern as a regular expression that matches the path and everything below it. */
function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${globSource(pattern.replace(/^\.\//, "").replace(/\/+$/, ""))}(?:/|$)`);
}
