import type { Reporter } from "../model/reporter.ts";
import { escapeExpression } from "../source/glob.ts";
import { relativePath, resolveBeside, type SpecSource } from "../source/host.ts";
import type { Spec } from "../spec/normalize.ts";
import type { OutputFile } from "./render.ts";

/** The files of a compilation, and which of them are left to the user. */
interface Split {
  readonly files: readonly OutputFile[];
  readonly excluded: ReadonlySet<string>;
}

/** Reports excluded files that do not exist although a generated file refers to them. */
export function reportExcludedReferences(
  { files, excluded }: Split,
  spec: Spec,
  source: SpecSource,
  reporter: Reporter,
): void {
  const kept = files.filter(({ path }) => !excluded.has(path));
  for (const path of excluded) {
    const user = kept.find((file) => refersTo(file, path));
    if (!user || source.read(resolveBeside(source.path, `${spec.output}/${path}`)) !== undefined) continue;
    const index = (spec.exclude ?? []).indexOf(path);
    const spot = { path: index < 0 ? ["exclude"] : ["exclude", index] };
    reporter.report("output/excluded-needed", spot, { path, user: user.path });
  }
}

/** Whether a line that is not a comment names a path, relative to the file or to the output folder. */
function refersTo({ path: own, text }: OutputFile, path: string): boolean {
  const folder = own.split("/").slice(0, -1).join("/") || ".";
  const names = [...new Set([path, relativePath(folder, path)])].map(escapeExpression);
  const expression = new RegExp(`(?<![\\w./-])(?:\\./)?(?:${names.join("|")})(?![\\w/-]|\\.\\w)`);
  return text.split("\n").some((line) => !/^\s*(#|\/\/)/.test(line) && expression.test(line));
}
