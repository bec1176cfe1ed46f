import { printYaml } from "../../literals/yaml-document.ts";
import { parseAddress } from "../address.ts";
import type { Service } from "../service.ts";
import type { Egress, MountedFile } from "../workload.ts";
import { collectorConfig, collectorPath } from "./collector-config.ts";
import type { Collector, Metrics, Monitoring } from "./monitoring.ts";
import { egressOfNotify, secretsOfNotify } from "./notify.ts";
import { promDuration } from "./promql.ts";
import { engineNameOf } from "./roles.ts";

/** What a service gets because it has a role in monitoring. */
interface Joined {
  readonly talksTo?: readonly string[];
  readonly secrets?: readonly string[];
  readonly egress?: readonly Egress[];
  readonly files?: readonly MountedFile[];
  /** Arguments, unless the specification sets the parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * The services with what their roles in monitoring need: Prometheus calls every service that it scrapes, Alertmanager reads
 * the secrets of receivers. `added` are the services that only `observability` brings.
 */
export function joinMonitoring(
  services: readonly Service[],
  monitoring: Monitoring | undefined,
  added: ReadonlySet<string>,
): readonly Service[] {
  if (!monitoring) return services;
  const joined = joinedBy(monitoring, services);
  return services.map((service) => {
    // Programs send telemetry to the collector wherever they run.
    const isOutside = added.has(service.name) && engineNameOf(service) !== "otel-collector";
    const role = isOutside ? "monitoring" : service.role;
    const more = joined.get(service.name);
    return more ? { ...withJoined(service, more), role } : { ...service, role };
  });
}

function joinedBy(
  { metrics, collector, notify }: Monitoring,
  services: readonly Service[],
): ReadonlyMap<string, Joined> {
  const joined = new Map<string, Joined>();
  if (metrics) {
    const { roles } = metrics;
    joined.set(roles.prometheus, {
      talksTo: calledByPrometheus(metrics),
      parameters: retentionOf(metrics, services),
    });
    if (roles.grafana !== undefined) joined.set(roles.grafana, { talksTo: [roles.prometheus] });
    if (roles.blackbox !== undefined) joined.set(roles.blackbox, { egress: egressOfProbes(metrics) });
    if (roles.alertmanager !== undefined)
      joined.set(roles.alertmanager, { secrets: secretsOfNotify(notify), egress: egressOfNotify(notify) });
  }
  if (collector) joined.set(collector.service, { egress: egressOfCollector(collector), files: [collectorFile(collector)] });
  return joined;
}

function calledByPrometheus({ roles, scrapes }: Metrics): readonly string[] {
  const scraped = scrapes.map(({ service }) => service).filter((name) => name !== roles.prometheus);
  return [...scraped, ...[roles.alertmanager, roles.blackbox].flatMap((name) => name ?? [])];
}

/** Prometheus deletes its oldest data after the retention period, or above 80 % of its volume. */
function retentionOf({ roles, retention }: Metrics, services: readonly Service[]): Readonly<Record<string, string>> {
  const [volume] = services.find(({ name }) => name === roles.prometheus)?.storage ?? [];
  return {
    "storage.tsdb.retention.time": promDuration(retention),
    ...(volume && { "storage.tsdb.retention.size": `${Math.floor(volume.size * 0.8)}MB` }),
  };
}

function egressOfProbes({ probes }: Metrics): readonly Egress[] {
  return [...new Set(probes.map(({ url }) => new URL(url).hostname))].map((host) => ({ host, port: 443 }));
}

function egressOfCollector({ to }: Collector): readonly Egress[] {
  if (to === "debug") return [];
  const { host, port } = parseAddress(to);
  return [{ host, port }];
}

/** Its configuration is the same wherever it runs. */
function collectorFile(collector: Collector): MountedFile {
  const text = [printYaml(collectorConfig(collector))];
  return { path: collectorPath, content: { kind: "text", text, isComputed: true } };
}

function withJoined(service: Service, joined: Joined): Service {
  const { talksTo = [], secrets = [], egress = [], files = [], parameters = {} } = joined;
  const mounted = new Set([...service.files, ...service.hostPaths].map(({ path }) => path));
  const { origin } = service;
  const own = origin.kind === "engine" ? origin.parameters : {};
  const unset = Object.entries(parameters).filter(([name]) => own[name] === undefined);
  return {
    ...service,
    command: [...service.command, ...unset.map(([name, value]) => `--${name}=${value}`)],
    files: [...service.files, ...files.filter(({ path }) => !mounted.has(path))].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
    talksTo: [...new Set([...service.talksTo, ...talksTo])].sort(),
    secrets: [...new Set([...service.secrets, ...secrets])].sort(),
    egress: withEgress(service.egress, egress),
  };
}

function withEgress(own: readonly Egress[], more: readonly Egress[]): readonly Egress[] {
  const all = new Map([...own, ...more].map((egress) => [`${egress.host}:${egress.port}`, egress]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, egress]) => egress);
}
