import { nearest } from "../diagnostics/suggest.ts";
import { targets } from "../targets/index.ts";
import { Failure } from "./failure.ts";

/** How results are written. */
export type Format = "pretty" | "json" | "github" | "sarif";

/** The options that commands share, as they were given. */
export interface CommonOptions {
  readonly spec?: readonly string[];
  readonly out?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly env?: readonly string[];
  readonly format?: Format;
  readonly quiet?: boolean;
  readonly color?: "auto" | "always" | "never";
  readonly force?: boolean;
  readonly stat?: boolean;
}

/** The format: as asked for, or the one that the surroundings read. */
export function formatOf(options: CommonOptions, env: Readonly<Record<string, string | undefined>>): Format {
  return options.format ?? (env.GITHUB_ACTIONS === "true" ? "github" : "pretty");
}

/** The command line that does something about what these options select. */
export function commandLine(options: CommonOptions, command = ""): string {
  const listed = (flag: string, values: readonly string[] | undefined): readonly string[] =>
    values ? [flag, values.join(",")] : [];
  const words = [
    ...(command === "" ? [] : [command]),
    ...(options.spec ?? []).flatMap((path) => ["--spec", path]),
    ...(options.out === undefined ? [] : ["--out", options.out]),
    ...listed("--only", options.only),
    ...listed("--skip", options.skip),
    ...listed("--env", options.env),
  ];
  return ["npx varai-gen", ...words.map(shellWord)].join(" ");
}

function shellWord(word: string): string {
  return /^[\w./,@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Fails when a target is asked for that does not exist. */
export function checkTargetNames(names: readonly string[]): void {
  const known = targets.map((target) => target.name);
  for (const name of names) {
    if (known.some((target) => target === name)) continue;
    const suggestion = nearest(name, known);
    const help = suggestion === undefined ? `There are ${known.join(", ")}.` : `Did you mean '${suggestion}'?`;
    throw new Failure(`there is no target '${name}'`, help);
  }
}
