/** What a service promises. */
export interface Objective {
  /** The fraction of requests that must not fail; undefined: not promised. */
  readonly available: number | undefined;
  /** The fraction of requests that must take less than `below` seconds; undefined: not promised. */
  readonly fast: { readonly share: number; readonly below: number } | undefined;
  /** Seconds of the window of the error budget. */
  readonly window: number;
  /** Requests per hour below which no alert fires. */
  readonly minimum: number;
}
