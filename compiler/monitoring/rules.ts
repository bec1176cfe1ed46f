import type { Alert } from "../model/monitoring/alert.ts";
import type { Metrics, Recording } from "../model/monitoring/monitoring.ts";
import { promDuration } from "../model/monitoring/promql.ts";
import type { Fields } from "./document.ts";
import { broken } from "./expression.ts";

/** The rules about a service, the host or monitoring: one file, and one object in Kubernetes. */
export interface RuleGroup {
  /** The service, `monitoring` for alerts without one, or `platform` for those of the specification. */
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}

/** The rules of an environment, by the service that they are about. `runbooks` is the URL of a page that describes the alerts. */
export function ruleGroups(
  { recordings, alerts: all }: Pick<Metrics, "recordings" | "alerts">,
  runbooks: string | undefined,
): readonly RuleGroup[] {
  const alerts = all.map((alert) => ({ ...alert, runbook: alert.runbook ?? headingOf(alert, runbooks) }));
  const names = new Set([...recordings, ...alerts].map(({ service }) => service ?? monitoringGroup));
  return [...names].sort().map((name) => ({
    name,
    recordings: recordings.filter(({ service }) => service === name),
    alerts: alerts.filter(({ service }) => (service ?? monitoringGroup) === name),
  }));
}

/** The heading of an alert in a page of Markdown. */
function headingOf({ name }: Alert, page: string | undefined): string | undefined {
  return page === undefined ? undefined : `${page}#${name.toLowerCase()}`;
}

/** The group of alerts that are about no service. */
const monitoringGroup = "monitoring";

/** A file of rules, which are evaluated in their order: alerts read the ratios that are recorded before them. */
export function rulesDocument({ name, recordings, alerts }: RuleGroup): Fields {
  return { groups: [{ name, rules: [...recordings.map(recordingRule), ...alerts.map(alertRule)] }] };
}

function recordingRule({ name, expression, labels }: Recording): Fields {
  return { record: name, expr: broken(expression), labels };
}

function alertRule(alert: Alert): Fields {
  return {
    alert: alert.name,
    expr: broken(alert.expression),
    ...(alert.for > 0 && { for: promDuration(alert.for) }),
    ...(alert.keepFiringFor > 0 && { keep_firing_for: promDuration(alert.keepFiringFor) }),
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
  };
}

function labelsOf({ service, severity, team, address }: Alert): Fields {
  return {
    ...(address !== undefined && { address }),
    ...(service !== undefined && { service }),
    severity,
    ...(team !== undefined && { team }),
  };
}

function annotationsOf({ summary, impact, threshold, diagnosis, mitigation, runbook }: Alert): Fields {
  return {
    summary,
    impact,
    ...(threshold !== undefined && { threshold }),
    diagnosis: diagnosis.join(" "),
    mitigation,
    ...(runbook !== undefined && { runbook_url: runbook }),
  };
}

/** A file for `promtool test rules`: each alert fires with some series, and does not with others. Undefined without a test. */
export function rulesTest(group: RuleGroup): Fields | undefined {
  const tests = group.alerts.flatMap(casesOf);
  if (tests.length === 0) return undefined;
  return { rule_files: [`../rules/${group.name}.yml`], evaluation_interval: "5m", tests };
}

function casesOf(alert: Alert): readonly Fields[] {
  const { test, name, severity } = alert;
  if (!test) return [];
  const about = alert.service === undefined ? name : `${name} of ${alert.service}`;
  const expected = { exp_labels: { ...test.labels, ...labelsOf(alert) }, exp_annotations: annotationsOf(alert) };
  const one = (verb: string, series: typeof test.fires, alerts: readonly object[]): Fields => ({
    name: `${about} (${severity}) ${verb}`,
    interval: "1m",
    input_series: series,
    alert_rule_test: [{ eval_time: promDuration(test.at), alertname: name, exp_alerts: alerts }],
  });
  return [one("fires", test.fires, [expected]), one("does not fire", test.quiet, [])];
}
