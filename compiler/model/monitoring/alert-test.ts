import type { Alert, Series } from "./alert.ts";

/** The values of a series in both cases, and the seconds after which the result is looked at. */
export interface Cases {
  readonly fires: string;
  readonly quiet: string;
  readonly at: number;
}

/** The test of an alert that depends on one series. `labels` are those of its result. */
export function oneSeries(
  series: string,
  { fires, quiet, at }: Cases,
  labels: Readonly<Record<string, string>> = {},
): NonNullable<Alert["test"]> {
  const seriesWith = (values: string): readonly Series[] => [{ series, values }];
  return { fires: seriesWith(fires), quiet: seriesWith(quiet), at, labels };
}
