/** A pair of windows of a multi-window burn-rate alert, in seconds, and the share of the budget that the long one may use. */
export interface BurnWindow {
  readonly long: number;
  readonly short: number;
  /** A fraction of the error budget. */
  readonly budget: number;
}

/** The windows of alerts that wake a person, and of those that are tickets (SRE workbook, "Alerting on SLOs", table 5-8). */
export const burnWindows: Readonly<Record<"critical" | "warning", readonly BurnWindow[]>> = {
  critical: [
    { long: 3600, short: 300, budget: 0.02 },
    { long: 6 * 3600, short: 1800, budget: 0.05 },
  ],
  warning: [
    { long: 86_400, short: 2 * 3600, budget: 0.1 },
    { long: 3 * 86_400, short: 6 * 3600, budget: 0.1 },
  ],
};

/** How many times faster than allowed the budget burns when the long window uses its share: 14.4 for 2 % in 1 h of 30 d. */
export function burnFactor({ long, budget }: BurnWindow, window: number): number {
  return (budget * window) / long;
}

/** The error ratio above which a pair of windows fires. 1 or more can never be exceeded. */
export function burnThreshold(pair: BurnWindow, window: number, objective: number): number {
  return burnFactor(pair, window) * (1 - objective);
}

/** Every range for which ratios are recorded, ascending, in seconds. */
export const burnRanges: readonly number[] = [
  ...new Set(
    Object.values(burnWindows)
      .flat()
      .flatMap(({ long, short }) => [long, short]),
  ),
].sort((a, b) => a - b);
