/**
 * How much a finding matters: an `error` stops the compilation, a `warning` is something to mend, a `note` says what a
 * target leaves out because it has no words for it.
 */
export type Severity = "error" | "warning" | "note";

/** What a code says: its words, with holes that are filled where it is reported. */
export interface Definition<Holes> {
  readonly severity: Severity;
  readonly message: (holes: Holes) => string;
  readonly help?: (holes: Holes) => string | undefined;
  /** The long form that `varai-gen explain` prints: why it matters and what to do, in Markdown. */
  readonly explanation: string;
}

/** A definition without holes has a message that needs nothing. */
export type NoHoles = Readonly<Record<never, never>>;

/** Declares an error: it stops the compilation. */
export function error<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "error", ...definition };
}

/** Declares a warning: something to mend, though the output is usable. */
export function warning<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "warning", ...definition };
}

/** Declares a note: a target leaves something out because it has no words for it. */
export function note<Holes = NoHoles>(definition: Omit<Definition<Holes>, "severity">): Definition<Holes> {
  return { severity: "note", ...definition };
}
