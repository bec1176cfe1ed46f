/**
 * The severity of a finding: an `error` stops the compilation, a `warning` should be fixed, a `note` reports a key that a
 * target ignores.
 */
export type Severity = "error" | "warning" | "note";

/** The severity and the strings of a code. Functions insert the values (`Holes`) of a report. */
export interface Definition<Holes> {
  readonly severity: Severity;
  readonly message: (holes: Holes) => string;
  /** `key` is the full path of the key that the finding is about, such as `services.api.port`; empty if there is none. */
  readonly help?: (holes: Holes, key: string) => string | undefined;
  /** The output of `varai-gen explain`: the problem, its effect and the fix, in Markdown. */
  readonly explanation: string;
}

/** The type of a message without values. */
export type NoHoles = Readonly<Record<never, never>>;

/** Declares an error, which stops the compilation. */
export function error<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "error", ...definition };
}

/** Declares a warning: the output is usable, but something should be fixed. */
export function warning<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "warning", ...definition };
}

/** Declares a note: a target ignores a key that it does not support. */
export function note<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "note", ...definition };
}
