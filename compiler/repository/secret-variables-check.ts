import type { Platform } from "../model/platform.ts";
import type { SourceCheck } from "./source-check.ts";

/** Source files of the languages; tests and type declarations set or declare variables, and do not need them. */
const sources = /(?<!\.d|[._-](?:test|spec)|_test)\.(?:py|[cm]?[jt]sx?|go|java|kt|cs|fs|rb|ya?ml|properties)$/;

/** How many files are read of a source, and how much of each, in bytes. */
const maxFiles = 300;
const maxBytes = 1 << 16;

/**
 * Code that reads a variable with a secret reads the file that its container gets instead: `NAME_FILE` names it. Code that
 * mentions both can do both.
 */
export function checkSecretVariables(check: SourceCheck, platform: Platform): void {
  const names = secretVariables(check, platform);
  if (names.length === 0) return;
  const { paths } = check.build.source;
  const files = (paths.length === 0 ? ["."] : paths)
    .flatMap((path) => (check.source.hasFile(path) ? [path] : check.source.find((name) => sources.test(name), path)))
    .slice(0, maxFiles);
  const contents = files.map((file) => ({ file, text: check.source.read(file, maxBytes) ?? "" }));
  for (const name of names) {
    if (contents.some(({ text }) => new RegExp(`\\b${name}_FILE\\b`).test(text))) continue;
    const reads = new RegExp(
      `(?:\\benv(?:iron)?\\b(?:\\.get)?|getenv|Getenv|LookupEnv|EnvironmentVariable)\\W{1,4}${name}\\b`,
    );
    const reader = contents.find(({ text }) => reads.test(text));
    if (!reader) continue;
    const holes = { service: check.build.name, file: check.source.path(reader.file), variable: name };
    check.report("repository/secret-is-file", `env.${name}`, holes);
  }
}

/** The variables that a container gets as files, in any environment. */
function secretVariables({ build }: SourceCheck, { environments }: Platform): readonly string[] {
  const names = environments.flatMap(({ services, jobs }) =>
    [...services, ...jobs].flatMap(({ origin, env }) =>
      origin.kind === "built" && origin.build === build
        ? env.flatMap(({ name, as, secret }) => (as === "file" && secret !== undefined ? [name] : []))
        : [],
    ),
  );
  return [...new Set(names)].sort();
}
