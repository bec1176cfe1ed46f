import type { Service } from "../service.ts";
import type { Alert, Series, Severity } from "./alert.ts";
import { burnRanges, burnThreshold, burnWindows } from "./burn-rates.ts";
import { bucketLabel, type MetricNames } from "./metric-names.ts";
import type { Recording } from "./monitoring.ts";
import type { Objective } from "./promise.ts";
import { decimal, type Matchers, promDuration, selector } from "./promql.ts";

/** A part of an objective: which requests spend its budget. */
export interface Indicator {
  readonly kind: "errors" | "slow";
  readonly alert: "ErrorBudgetBurn" | "LatencyBudgetBurn";
  /** The name of the recorded ratio, without its range. */
  readonly ratio: string;
  /** The fraction of good requests that is promised. */
  readonly share: number;
  /** The ratio of bad requests over a range, as an expression. */
  readonly over: (range: string) => string;
}

/** A service with an objective, and everything that its rules are made from. */
export interface ObjectiveInput {
  readonly service: Service;
  readonly objective: Objective;
  readonly names: MetricNames;
  /** Labels that select the series of the service. */
  readonly matchers: Matchers;
  readonly team: string | undefined;
  /** What users and other services notice when requests fail. */
  readonly impact: string;
}

/** The indicators of an objective. */
export function indicatorsOf({ objective, names, matchers }: Omit<ObjectiveInput, "service">): readonly Indicator[] {
  const { available, fast } = objective;
  const { requests, duration = "", status, errors } = names;
  const rate = (metric: string, more: Matchers, range: string): string =>
    `sum(rate(${selector(metric, { ...matchers, ...more })}[${range}]))`;
  const failed: Indicator | undefined =
    available === undefined
      ? undefined
      : {
          ...{ kind: "errors", alert: "ErrorBudgetBurn", ratio: "service:http_errors:ratio_rate", share: available },
          // Without a failed request there is no series of failures yet, and the ratio is 0.
          over: (range) =>
            `(${rate(requests, { [status]: `~${errors}` }, range)} or 0 * ${rate(requests, {}, range)}) / ${rate(requests, {}, range)}`,
        };
  const slow: Indicator | undefined =
    fast === undefined
      ? undefined
      : {
          ...{ kind: "slow", alert: "LatencyBudgetBurn", ratio: "service:http_slow:ratio_rate", share: fast.share },
          over: (range) =>
            `1 - ${rate(`${duration}_bucket`, { le: bucketLabel(fast.below, duration) }, range)} / ${rate(`${duration}_count`, {}, range)}`,
        };
  return [failed, slow].flatMap((indicator) => indicator ?? []);
}

/** The rules that record each ratio once per range, and the requests of the long windows. */
export function recordingsOf(input: ObjectiveInput): readonly Recording[] {
  const { service, names, matchers } = input;
  const labels = matchers;
  const record = (name: string, expression: string): Recording => ({ service: service.name, name, expression, labels });
  const traffic = [...burnWindows.critical, ...burnWindows.warning].map(({ long }) => promDuration(long));
  return [
    ...indicatorsOf(input).flatMap(({ ratio, over }) =>
      burnRanges.map((seconds) => record(`${ratio}${promDuration(seconds)}`, over(promDuration(seconds)))),
    ),
    ...traffic.map((range) =>
      record(`service:http_requests:rate${range}`, `sum(rate(${selector(names.requests, matchers)}[${range}]))`),
    ),
  ];
}

/** The alerts of an objective: one that wakes a person and one that is a ticket, for each indicator. */
export function objectiveAlerts(input: ObjectiveInput): readonly Alert[] {
  return indicatorsOf(input).flatMap((indicator) =>
    (["critical", "warning"] as const).flatMap((severity) => alertOf(indicator, severity, input) ?? []),
  );
}

/** Undefined where the objective is so low that no pair of windows can fire. */
function alertOf(indicator: Indicator, severity: "critical" | "warning", input: ObjectiveInput): Alert | undefined {
  const { service, objective, matchers, team, impact } = input;
  const { name } = service;
  const pairs = burnWindows[severity]
    .map((pair) => ({ ...pair, threshold: burnThreshold(pair, objective.window, indicator.share) }))
    .filter(({ threshold }) => threshold < 1);
  if (pairs.length === 0) return undefined;
  const conditions = pairs.map(({ long, short, threshold }) => {
    const over = [long, short].map(
      (seconds) => `${selector(`${indicator.ratio}${promDuration(seconds)}`, matchers)} > ${decimal(threshold)}`,
    );
    const traffic = `${selector(`service:http_requests:rate${promDuration(long)}`, matchers)} * 3600 >= ${objective.minimum}`;
    return `(${[...over, ...(objective.minimum > 0 ? [traffic] : [])].join(" and ")})`;
  });
  const what = indicator.kind === "errors" ? "Requests fail" : "Requests are slow";
  const days = objective.window / 86_400;
  const promised = `${decimal(indicator.share * 100)} % of requests ${
    indicator.kind === "errors" ? "without an error" : `below ${decimal(objective.fast?.below ?? 0)} s`
  }`;
  return {
    ...{ name: indicator.alert, service: name, severity, team, keepFiringFor: 300, runbook: undefined },
    for: severity === "critical" ? 120 : 3600,
    expression: conditions.join(" or "),
    summary: `${what} in ${name}: the error budget of ${days} days ${severity === "critical" ? "is used up within hours or days" : "will not last"}.`,
    impact,
    diagnosis: [
      `Open the dashboard of ${name}: which routes, since when, and which release?`,
      `Look at its dependencies${service.talksTo.length > 0 ? `: ${service.talksTo.join(", ")}` : ""}.`,
      `Read the logs of ${name} for errors.`,
    ],
    mitigation: "Roll back the last release, or add replicas if it is short of CPU or memory.",
    threshold: `${promised}, over ${days} days`,
    test: testOf(indicator, pairs, severity, input),
  };
}

/** A ratio between the thresholds of this severity and of the more urgent one, so that only this alert fires. */
function testOf(
  { kind, share }: Indicator,
  pairs: readonly { readonly threshold: number }[],
  severity: Severity,
  { objective, names, matchers }: ObjectiveInput,
): Alert["test"] {
  const own = Math.min(...pairs.map(({ threshold }) => threshold));
  const urgent = Math.min(...burnWindows.critical.map((pair) => burnThreshold(pair, objective.window, share)));
  const ratio = severity === "critical" ? (own + 1) / 2 : (own + Math.min(urgent, 1)) / 2;
  const perMinute = Math.max(1000, objective.minimum);
  const series = (bad: number): readonly Series[] => seriesOf(kind, { objective, names, matchers }, perMinute, bad);
  const at = severity === "critical" ? 30 * 60 : 3 * 3600;
  return { fires: series(ratio), quiet: series(0), at, labels: matchers };
}

function seriesOf(
  kind: Indicator["kind"],
  { objective, names, matchers }: Pick<ObjectiveInput, "objective" | "names" | "matchers">,
  perMinute: number,
  bad: number,
): readonly Series[] {
  const { requests, duration = "", status, errors } = names;
  const counter = (metric: string, more: Matchers, share: number): Series => ({
    series: selector(metric, { ...matchers, ...more }),
    values: `0+${decimal(perMinute * share)}x240`,
  });
  const failing = kind === "errors" ? [counter(requests, { [status]: exampleOf(errors) }, bad)] : [];
  const total = counter(requests, { [status]: "200" }, kind === "errors" ? 1 - bad : 1);
  if (kind === "errors") return [...failing, total];
  const le = bucketLabel(objective.fast?.below ?? 0, duration);
  const isCount = requests === `${duration}_count`;
  return [
    counter(`${duration}_bucket`, { le }, 1 - bad),
    counter(`${duration}_count`, isCount ? { [status]: "200" } : {}, 1),
    ...(isCount ? [] : [total]),
  ];
}

/** A status that a pattern such as `5..` or `(500|502)` matches. */
function exampleOf(errors: string): string {
  const candidates = ["500", "503", "5xx", "400", "error", "Error", "ERROR"];
  return candidates.find((status) => new RegExp(`^(?:${errors})$`).test(status)) ?? errors;
}
