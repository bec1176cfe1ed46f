import type { Service } from "../service.ts";
import type { Alert, Common, Series } from "./alert.ts";
import { oneSeries } from "./alert-test.ts";
import { containerAlerts } from "./container-alerts.ts";
import type { AddressProbe, Scrape } from "./monitoring.ts";
import { selector } from "./promql.ts";

/** A service with everything that its alerts are computed from. */
export interface WatchedService {
  readonly service: Service;
  readonly scrape: Scrape | undefined;
  readonly probes: readonly AddressProbe[];
  /** Whether cAdvisor measures its containers. */
  readonly hasContainers: boolean;
  readonly impact: string;
}

/** The alerts of a service that do not depend on its requests. */
export function serviceAlerts(watched: WatchedService): readonly Alert[] {
  const { service, impact } = watched;
  const { team } = service.alerting;
  const common: Common = { service: service.name, team, keepFiringFor: 0, runbook: undefined, impact };
  return [
    ...replicaAlerts(watched, common),
    ...watched.probes.flatMap((probe) => addressAlerts(probe, common)),
    ...(watched.hasContainers ? containerAlerts(service, common) : []),
  ];
}

/** A replica that is gone has no `up`, so the number of replicas decides, and no replica at all is a separate alert. */
function replicaAlerts({ service, scrape, hasContainers }: WatchedService, common: Common): readonly Alert[] {
  const { name, scale } = service;
  const label = { service: name };
  const [metric, healthy] = scrape ? ["up", " == 1"] : ["container_start_time_seconds", ""];
  if (!scrape && !hasContainers) return [];
  const count = `count(${selector(metric, label)}${healthy})`;
  const replicas = (values: readonly string[]): readonly Series[] =>
    values.map((value, index) => ({
      series: selector(metric, { ...label, instance: `10.0.0.${index + 1}` }),
      values: value,
    }));
  const all = replicas(Array(scale.min).fill("1x30"));
  const down: Alert = {
    ...common,
    ...{ name: "ServiceDown", severity: "critical", for: 120, threshold: undefined },
    expression: `(${count} or vector(0)) == 0`,
    summary: `No replica of ${name} is up.`,
    diagnosis: [
      `Look at the state and the exit code of the containers of ${name}.`,
      "Read the last lines of their logs: configuration, secrets, dependencies.",
      ...(service.dependsOn.length > 0
        ? [`Check its dependencies: ${service.dependsOn.map((one) => one.name).join(", ")}.`]
        : []),
    ],
    mitigation: "Restart it. If it fails right after a release, roll the release back.",
    test: { fires: replicas(["1x2 stale"]), quiet: all, at: 600, labels: {} },
  };
  if (scale.min < 2) return [down];
  return [
    down,
    {
      ...common,
      ...{ name: "ReplicasMissing", severity: "warning", for: 300, threshold: `${scale.min} replicas` },
      expression: `${count} < ${scale.min}`,
      summary: `${name} has fewer than ${scale.min} replicas.`,
      impact: `${name} has less capacity, and the failure of another replica weighs more.`,
      diagnosis: [
        `List the containers of ${name}: which ones restart, or cannot be placed?`,
        "Compare free CPU and memory of the host with its requests.",
      ],
      mitigation: "Fix the replica that fails, or add capacity.",
      test: { fires: replicas(["1x30"]), quiet: all, at: 900, labels: {} },
    },
  ];
}

/** The days before the end of a certificate at which the alerts fire. Let's Encrypt renews 30 days before it. */
const [warningDays, criticalDays] = [20, 3];

function addressAlerts({ url, isTls }: AddressProbe, common: Common): readonly Alert[] {
  const label = { address: url };
  const fails: Alert = {
    ...common,
    address: url,
    ...{ name: "AddressFails", severity: "critical", for: 180, threshold: undefined },
    expression: `max by (address) (${selector("probe_success", label)}) == 0`,
    summary: `${url} does not respond, or responds with an error.`,
    impact: `Users cannot reach ${url}.`,
    diagnosis: [
      "Call the address from another network.",
      "Check DNS, the certificate and the log of the edge.",
      `Check ${common.service}.`,
    ],
    mitigation: "Fix DNS, the certificate, the edge or the service.",
    test: oneSeries(selector("probe_success", label), { fires: "0x30", quiet: "1x30", at: 600 }, label),
  };
  if (!isTls) return [fails];
  const ends = (days: number, severity: "critical" | "warning"): Alert => ({
    ...common,
    address: url,
    ...{ name: "CertificateExpires", severity, for: 3600, threshold: `${days} days` },
    // A warning ends where the critical alert starts, so that only one of them is sent.
    expression: `max by (address) (${selector("probe_ssl_earliest_cert_expiry", label)}) - time() < ${days * 86_400}${severity === "warning" ? ` >= ${criticalDays * 86_400}` : ""}`,
    summary: `The certificate of ${url} expires within ${days} days.`,
    impact: `After that, clients refuse to connect to ${url}.`,
    diagnosis: [
      "Read the log of the edge: why was the certificate not renewed?",
      "Check that the host name resolves to the edge.",
    ],
    mitigation: "Renew the certificate, and reload the edge.",
    // The test starts at the epoch.
    test: oneSeries(
      selector("probe_ssl_earliest_cert_expiry", label),
      { fires: `${(days - 1) * 86_400}x120`, quiet: `${2 * warningDays * 86_400}x120`, at: 5400 },
      label,
    ),
  });
  return [fails, ends(warningDays, "warning"), ends(criticalDays, "critical")];
}
