import type { Location } from "../source/source-file.ts";
import type { Code } from "./catalog/catalog.ts";
import type { Severity } from "./definition.ts";

export type { Severity };

/** Another location that helps to understand a finding. */
export interface Related {
  readonly message: string;
  readonly location: Location;
}

/** A finding about the specification or the output. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** The problem, in one sentence that names the subject. */
  readonly message: string;
  /** The range to underline; undefined without a source. */
  readonly location?: Location;
  readonly related?: readonly Related[];
  /** The fix, in one or two sentences. */
  readonly help?: string;
  /** The likely replacement for the source at `location`. */
  readonly replacement?: string;
}
