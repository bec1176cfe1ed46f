import { resolveBeside, type SpecSource } from "../source/host.ts";
import type { Spec } from "../spec/normalize.ts";
import type { Reporter } from "./reporter.ts";

/** The keys that name a folder outside of the output. `include` is checked where files are read. */
const keys = ["output", "root", "templates"] as const;

/** Reports folders outside the repository, and templates that do not exist. */
export function checkPaths(spec: Spec, source: SpecSource, reporter: Reporter): void {
  for (const key of keys) {
    const path = spec[key];
    if (path === undefined) continue;
    const full = resolveBeside(source.path, path);
    const isAbsolute = /^[/\\]|^[A-Za-z]:/.test(path);
    if (isAbsolute || source.contains?.(full) === false)
      reporter.report("path/outside", { path: [key] }, { key, path });
    else if (key === "templates" && source.list && !source.list(full)) {
      reporter.report("path/not-found", { path: [key] }, { key, path });
    }
  }
}
