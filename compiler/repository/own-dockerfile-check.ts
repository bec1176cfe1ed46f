import { neededStages, type Stage, stageOf } from "../dockerfile/dockerfile.ts";
import { IgnoreFile } from "../dockerfile/ignore-file.ts";
import type { OwnBuild } from "../model/image.ts";
import type { Reporter } from "../model/reporter.ts";
import { relativePath } from "../source/host.ts";
import { joinPath, type Repository } from "./repository.ts";

/** Paths that an own Dockerfile copies from its context exist there, and its ignore file does not exclude them. */
export function checkOwnDockerfile(build: OwnBuild, repository: Repository, reporter: Reporter): void {
  const { context, dockerfile } = build;
  if (!hasSources(build, repository)) return;
  const ignored = [`${dockerfile}.dockerignore`, joinPath(context, ".dockerignore")].find((path) =>
    repository.hasFile(path),
  );
  const rules = new IgnoreFile(ignored === undefined ? "" : (repository.read(ignored) ?? ""));
  const reported = new Set<string>();
  for (const { source, line } of copiesOf(build)) {
    if (reported.has(source)) continue;
    reported.add(source);
    const spot = { path: [...build.path, "build"] };
    const at = `${dockerfile}:${line}`;
    if (ignored !== undefined && rules.excludes(source)) {
      reporter.report("dockerfile/copy-excluded", spot, { at, source, file: ignored });
    } else if (!repository.has(joinPath(context, source))) {
      const other = repository.otherCase(joinPath(context, source));
      const found = other && relativePath(context, other);
      reporter.report("dockerfile/copy-missing", spot, { at, source, context, found });
    }
  }
}

/** The paths that stages of a build copy from its context, without those that wildcards or variables name. */
function copiesOf({ file, targets }: OwnBuild): readonly { readonly source: string; readonly line: number }[] {
  if (!file) return [];
  const ends = [targets.production, targets.development, targets.test].filter((target) => target !== undefined);
  const stages = new Set<Stage>(ends.flatMap((target) => neededStages(file, stageOf(file, target || undefined))));
  return [...stages].flatMap(({ copies }) =>
    copies.flatMap(({ from, sources, line }) =>
      (from === undefined ? sources : [])
        .map((source) => joinPath(".", source.replace(/^\/+/, "")))
        .filter((source) => source !== "." && !/[*?[$]|^\.\.(?:\/|$)/.test(source))
        .map((source) => ({ source, line })),
    ),
  );
}

/** Whether the context contains more than a Dockerfile: a specification may lie apart from the source code. */
function hasSources({ context, dockerfile }: OwnBuild, repository: Repository): boolean {
  const names = repository.list(context) ?? [];
  return names.some((name) => !name.startsWith(".") && joinPath(context, name) !== dockerfile);
}
