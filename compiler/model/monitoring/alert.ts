/** How urgent an alert is: `critical` wakes a person, `warning` is a ticket, `info` is not sent. */
export type Severity = "critical" | "warning" | "info";

/** An alert, independent of the tool that evaluates it. */
export interface Alert {
  /** In words without spaces: `ServiceDown`. Alerts of several services share it. */
  readonly name: string;
  /** The service that it is about; undefined: the platform or its monitoring. */
  readonly service: string | undefined;
  readonly severity: Severity;
  readonly team: string | undefined;
  /** The public address that it is about. A service can have several. */
  readonly address?: string;
  /** Seconds that the expression must hold before the alert fires. */
  readonly for: number;
  /** Seconds that it goes on firing after the expression has ended, so that it does not flap; 0: none. */
  readonly keepFiringFor: number;
  /** In PromQL. */
  readonly expression: string;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** What users and other services notice. */
  readonly impact: string;
  /** What to look at first, in order. */
  readonly diagnosis: readonly string[];
  /** What ends the problem. */
  readonly mitigation: string;
  /** The value of the specification that decides, such as `90 % of 512 MiB`; undefined: none. */
  readonly threshold: string | undefined;
  /** The URL of a runbook of the specification. */
  readonly runbook: string | undefined;
  /** Undefined for alerts of the specification, whose metrics only their author knows. */
  readonly test: AlertTest | undefined;
}

/** Series with which an alert fires, and others with which it does not. */
export interface AlertTest {
  readonly fires: readonly Series[];
  readonly quiet: readonly Series[];
  /** Seconds after the start at which the result is looked at. */
  readonly at: number;
  /** Labels of the result beside those of the rule. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A series of samples, one a minute, in promtool's notation: `up{service="api"}` with `1x10`. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** What the alerts of a service have in common, unless they state it. */
export type Common = Pick<Alert, "service" | "team" | "keepFiringFor" | "runbook" | "impact">;
