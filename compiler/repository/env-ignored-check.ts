import { IgnoreFile } from "../dockerfile/ignore-file.ts";
import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import type { SpecPath } from "../spec/path.ts";
import { joinPath, type Repository } from "./repository.ts";

/** Git ignores `.env`, with the variables of Compose files, where an operator writes secrets into it. */
export function checkEnvIsIgnored(platform: Platform, repository: Repository, reporter: Reporter): void {
  const place = secretVariable(platform);
  const file = joinPath(platform.output, ".env");
  // A folder without any rules of git may not be a repository yet.
  if (!place || !repository.hasFile(".gitignore") || isIgnored(file, repository)) return;
  const variable = String(place.path.at(-1));
  reporter.report("repository/env-not-ignored", { ...place, half: "key" }, { file, variable });
}

/** The first variable of a container, with its environment, whose value contains a secret. */
function secretVariable({
  environments,
}: Platform): { readonly environment: string; readonly path: SpecPath } | undefined {
  for (const { name: environment, services, jobs, tests } of environments) {
    for (const { path, env } of [...services, ...jobs, ...tests]) {
      const variable = env.find(
        ({ as, value }) => as === "env" && value.some((part) => typeof part !== "string" && part.kind === "secret"),
      );
      if (variable) return { environment, path: [...path, "env", variable.name] };
    }
  }
  return undefined;
}

/** Whether `.gitignore` of the root or of a folder of the file excludes it (https://git-scm.com/docs/gitignore). */
function isIgnored(file: string, repository: Repository): boolean {
  const folders = file.split("/").map((_, index, parts) => parts.slice(0, index).join("/") || ".");
  return folders.some((folder) => {
    const text = repository.read(joinPath(folder, ".gitignore")) ?? "";
    // Unlike in .dockerignore, a pattern without a slash holds in every folder.
    const lines = text.split(/\r?\n/).map((line) => line.replace(/^(!?)(?=[^#/!\s][^/]*\/?\s*$)/, "$1**/"));
    return new IgnoreFile(lines.join("\n")).excludes(folder === "." ? file : file.slice(folder.length + 1));
  });
}
