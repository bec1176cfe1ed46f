import { nearest } from "../diagnostics/suggest.ts";
import { targets } from "../targets/index.ts";
import { Failure } from "./failure.ts";

/** An output format. */
export type Format = "pretty" | "json" | "github" | "sarif";

/** The options that commands share. */
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

/** The format of the options, or the default of the environment. */
export function formatOf(options: CommonOptions, env: Readonly<Record<string, string | undefined>>): Format {
  return options.format ?? (env.GITHUB_ACTIONS === "true" ? "github" : "pretty");
}

/** A command line with the same selection as these options. */
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

/** Fails on an unknown target. */
export function checkTargetNames(names: readonly string[]): void {
  const known = targets.map((target) => target.name);
  for (const name of names) {
    if (known.some((target) => target === name)) continue;
    const suggestion = nearest(name, known);
    const help = suggestion === undefined ? `The targets are ${known.join(", ")}.` : `Did you mean '${suggestion}'?`;
    throw new Failure(`there is no target '${name}'`, help);
  }
}
