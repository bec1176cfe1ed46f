import type { Location } from "../source/source-file.ts";
import type { Code } from "./catalog/catalog.ts";
import type { Severity } from "./definition.ts";

export type { Severity };

/** Another place that helps to understand a finding. */
export interface Related {
  readonly message: string;
  readonly location: Location;
}

/** A finding about what the user wrote. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong: one sentence that names the thing. */
  readonly message: string;
  /** What one would underline by hand. Missing where there is no text to point at. */
  readonly location?: Location;
  readonly related?: readonly Related[];
  /** What to do about it: one sentence. */
  readonly help?: string;
  /** The exact text to put at `location`, when it is likely what was meant. */
  readonly replacement?: string;
}
