import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import type { RepositoryInspection } from "./inspection.ts";

/** Compares the platform with the source code of its services. Reports each contradiction where it is written. */
export function checkRepository({ builds }: Platform, { absent }: RepositoryInspection, reporter: Reporter): void {
  const missing = builds.filter(({ name }) => absent.has(name));
  const [first] = missing;
  if (!first) return;
  const folders = [...new Set(missing.map(({ source }) => source.folder))].sort();
  reporter.report("repository/not-checked", { path: [...first.path, "source"] }, { folders });
}
