/** An example of a finding, for its explanation. */
export interface Example {
  /** Lines of a specification, with carets below the location. Empty for a finding about a file. */
  readonly lines: readonly string[];
  readonly message: string;
  readonly help?: string;
}
