import type { RepositoryDefault } from "./inspection.ts";
import { type InstalledPackages, listedPackages, lockedPackages } from "./python-installed.ts";
import type { SourceFolder } from "./source-folder.ts";

/** The file that installs packages, and the second one of pip. */
interface Lists {
  readonly path: string;
  readonly development: string;
  readonly manager?: string | undefined;
}

/** Whether the test image contains pytest, directly or through a plug-in. */
export function hasPytest(source: SourceFolder, lists: Lists): boolean {
  const { names, hasProject } = developmentPackages(source, lists);
  return hasProject || names.some((name) => name.startsWith("pytest"));
}

function developmentPackages(source: SourceFolder, { path, development, manager }: Lists): InstalledPackages {
  const isLock = manager === undefined ? path.endsWith(".lock") : manager !== "pip";
  return isLock ? lockedPackages(source, path) : listedPackages(source, [path, development]);
}

/** A Django project whose packages lack pytest runs its tests with `manage.py`. */
export function testDefault(source: SourceFolder, lists: Lists): readonly RepositoryDefault[] {
  const isDjango = /\bDJANGO_SETTINGS_MODULE\b/.test(source.read("manage.py") ?? "");
  if (!isDjango || hasPytest(source, lists)) return [];
  return [{ key: "test.command", value: ["python", "manage.py", "test"], file: source.path("manage.py") }];
}
