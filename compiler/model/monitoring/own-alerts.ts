import type { Alert } from "./alert.ts";
import { oneSeries } from "./alert-test.ts";
import type { Roles } from "./monitoring.ts";
import { selector } from "./promql.ts";

/** What the alerts of the host and of monitoring itself have in common. */
const common = { service: undefined, team: undefined, keepFiringFor: 0, threshold: undefined, runbook: undefined };

/** The alerts of the host, from what node-exporter measures. */
export function hostAlerts({ nodeExporter }: Roles): readonly Alert[] {
  if (nodeExporter === undefined) return [];
  const label = { service: nodeExporter, fstype: "~ext[234]|xfs|btrfs|zfs" };
  const free = selector("node_filesystem_avail_bytes", label);
  const size = selector("node_filesystem_size_bytes", label);
  const place = { service: nodeExporter, fstype: "ext4", mountpoint: "/" };
  const disk = (bytes: string) => [
    { series: selector("node_filesystem_avail_bytes", place), values: bytes },
    { series: selector("node_filesystem_size_bytes", place), values: "100000x600" },
  ];
  const diagnosis = [
    "Find what grows: images, logs, volumes of databases.",
    "Check retention and rotation of the largest.",
  ];
  const mitigation = "Remove unused images, shorten retention, or enlarge the disk.";
  return [
    {
      ...{ ...common, name: "DiskFullSoon", severity: "warning", for: 3600, diagnosis, mitigation },
      expression: `${free} / ${size} < 0.15 and predict_linear(${free}[6h], 4 * 86400) < 0`,
      summary: "A disk of the host will be full within four days.",
      impact: "Databases stop writing, and containers fail, when a disk is full.",
      threshold: "15 %, and full in 4 days",
      test: { fires: disk("14000-20x600"), quiet: disk("14000x600"), at: 28_800, labels: place },
    },
    {
      ...{ ...common, name: "DiskAlmostFull", severity: "critical", for: 60, diagnosis, mitigation },
      expression: `${free} / ${size} < 0.03`,
      summary: "A disk of the host has less than 3 % free space.",
      impact: "Databases stop writing, and containers fail, when a disk is full.",
      threshold: "3 %",
      test: { fires: disk("2000x600"), quiet: disk("4000x600"), at: 600, labels: place },
    },
  ];
}

/** The alerts of monitoring itself. One fires always: a receiver outside notices when it stops. */
export function ownAlerts({ prometheus, alertmanager }: Roles, hasWatchdog: boolean): readonly Alert[] {
  const counter = (
    name: string,
    metric: string,
    expression: string,
    words: Pick<Alert, "summary" | "impact" | "diagnosis">,
  ): Alert => ({
    ...{ ...common, ...words, name, severity: "warning", for: 300, expression },
    mitigation: "Fix the configuration, and reload.",
    test: oneSeries(metric, { fires: "0+1x40", quiet: "5x40", at: 1200 }),
  });
  const failures = selector("prometheus_rule_evaluation_failures_total", { service: prometheus });
  const limited = selector("prometheus_target_scrapes_exceeded_sample_limit_total", { service: prometheus });
  const reload = selector("prometheus_config_last_reload_successful", { service: prometheus });
  const sent = selector("alertmanager_notifications_failed_total", { service: alertmanager ?? "" });
  return [
    ...(hasWatchdog ? [watchdog] : []),
    counter("RulesFail", failures, `sum(increase(${failures}[10m])) > 0`, {
      summary: "Prometheus cannot evaluate a rule.",
      impact: "Alerts that depend on the rule do not fire.",
      diagnosis: ["Open Status, Rule health in Prometheus: the rule and its error are shown there."],
    }),
    counter("TooManySamples", limited, `sum(increase(${limited}[10m])) > 0`, {
      summary: "A service exports more series than its limit.",
      impact: "None of its metrics are stored, and its alerts do not fire.",
      diagnosis: [
        "Open Status, Target health in Prometheus.",
        "Find the label with too many values, such as a raw path or an id.",
      ],
    }),
    {
      ...{ ...common, name: "ConfigurationNotLoaded", severity: "warning", for: 300 },
      expression: `max(${reload}) == 0`,
      summary: "Prometheus could not load its new configuration, and uses the previous one.",
      impact: "New targets and rules have no effect.",
      diagnosis: ["Read the log of Prometheus.", "Run `promtool check config` in its container."],
      mitigation: "Generate the configuration again, and reload.",
      test: oneSeries(reload, { fires: "0x20", quiet: "1x20", at: 900 }),
    },
    ...(alertmanager === undefined
      ? []
      : [
          {
            ...counter("NotificationsFail", sent, `sum(increase(${sent}[10m])) > 0`, {
              summary: "Alertmanager cannot send notifications.",
              impact: "Alerts do not reach the receivers of this channel.",
              diagnosis: [
                "Read the log of Alertmanager: which channel, and why?",
                "Check that it can read the secret, and reach the host.",
              ],
            }),
            severity: "critical" as const,
          },
        ]),
  ];
}

const watchdog: Alert = {
  ...{ ...common, name: "Watchdog", severity: "info", for: 0, expression: "vector(1)" },
  summary: "Monitoring works. This alert always fires.",
  impact: "None. When it stops, the receiver outside reports that monitoring has failed.",
  diagnosis: ["Nothing to do while it fires."],
  mitigation: "None.",
  test: undefined,
};
