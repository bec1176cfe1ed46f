import { collectorConfig } from "../model/monitoring/collector-config.ts";
import type { Monitoring } from "../model/monitoring/monitoring.ts";
import type { Environment } from "../model/platform.ts";
import { alertmanagerConfig } from "./alertmanager.ts";
import { blackboxConfig } from "./blackbox.ts";
import { dashboardsOf } from "./dashboards/dashboards.ts";
import type { Fields, MonitoringFile } from "./document.ts";
import { dashboardFolder, dashboardProvider, dataSources } from "./grafana.ts";
import { prometheusConfig } from "./prometheus.ts";
import type { Reach } from "./reach.ts";
import { ruleGroups, rulesDocument, rulesTest } from "./rules.ts";

/** The configuration of a role: its folder, the service that mounts it, and where. */
export interface MountedFolder {
  readonly service: string;
  /** Below the folder of the environment. */
  readonly folder: string;
  /** In the container. */
  readonly path: string;
}

/** The folders that services mount. The folder, because a file that is replaced stays the old one in a container. */
export function mountedFolders({ metrics, collector }: Monitoring): readonly MountedFolder[] {
  const { prometheus, alertmanager, grafana, blackbox } = metrics?.roles ?? {};
  const folders = [
    [prometheus, "prometheus", "/etc/prometheus"],
    [alertmanager, "alertmanager", "/etc/alertmanager"],
    [grafana, "grafana", "/etc/grafana/provisioning"],
    [blackbox, "blackbox", "/etc/blackbox_exporter"],
    [collector?.service, "otel-collector", "/etc/otelcol"],
  ] as const;
  return folders.flatMap(([service, folder, path]) => (service === undefined ? [] : [{ service, folder, path }]));
}

/**
 * The configuration of everything that watches an environment. `reach` is how Prometheus finds services there; `runbooks` is the
 * URL of a page that describes the alerts.
 */
export function monitoringFiles(
  platform: string,
  environment: Environment,
  reach: Reach,
  runbooks: string | undefined,
): readonly MonitoringFile[] {
  const { monitoring } = environment;
  if (!monitoring) return [];
  const { collector } = monitoring;
  const telemetry = collector && yaml("otel-collector/config.yaml", collectorConfig(collector));
  return [...metricsFiles(platform, environment, reach, runbooks), ...(telemetry ? [telemetry] : [])];
}

function metricsFiles(
  platform: string,
  environment: Environment,
  reach: Reach,
  runbooks: string | undefined,
): readonly MonitoringFile[] {
  const { metrics, notify } = environment.monitoring ?? {};
  if (!metrics || !notify) return [];
  const { roles, interval } = metrics;
  const groups = ruleGroups(metrics, runbooks);
  const url = `http://${reach.address(roles.prometheus, 9090)}`;
  const dashboards = roles.grafana === undefined ? [] : dashboardsOf(platform, environment);
  return [
    yaml("prometheus/prometheus.yml", prometheusConfig(platform, environment, metrics, reach)),
    ...groups.map((group) => yaml(`prometheus/rules/${group.name}.yml`, rulesDocument(group))),
    ...groups.flatMap((group) => {
      const test = rulesTest(group);
      return test ? [yaml(`prometheus/tests/${group.name}.yml`, test)] : [];
    }),
    ...(roles.alertmanager === undefined ? [] : [yaml("alertmanager/alertmanager.yml", alertmanagerConfig(notify))]),
    ...(roles.blackbox === undefined ? [] : [yaml("blackbox/config.yml", blackboxConfig)]),
    ...(roles.grafana === undefined
      ? []
      : [
          yaml("grafana/datasources/prometheus.yaml", dataSources(url, interval)),
          yaml("grafana/dashboards/platform.yaml", dashboardProvider(platform)),
        ]),
    ...dashboards.map(({ name, document }): MonitoringFile => {
      return { path: `grafana/${dashboardFolder}/${name}.json`, document, format: "json" };
    }),
  ];
}

function yaml(path: string, document: Fields): MonitoringFile {
  return { path, document, format: "yaml" };
}
