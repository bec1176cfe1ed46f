import type { Metrics, Scrape } from "../model/monitoring/monitoring.ts";
import { promDuration } from "../model/monitoring/promql.ts";
import type { Environment } from "../model/platform.ts";
import type { Fields } from "./document.ts";
import type { ContainerLabels, Reach } from "./reach.ts";

/** The most series of a target. A label with too many values makes its scrape fail instead of filling the disk. */
const sampleLimit = 10_000;

/** The series that cAdvisor exports grow with the containers of the host. */
const containerSampleLimit = 50_000;

/** `prometheus.yml`: what is scraped, and where alerts go. */
export function prometheusConfig(platform: string, environment: Environment, metrics: Metrics, reach: Reach): Fields {
  const { interval, scrapes, roles } = metrics;
  const duration = promDuration(interval);
  const telemetry = environment.monitoring?.collector;
  return {
    global: {
      scrape_interval: duration,
      evaluation_interval: duration,
      external_labels: { environment: environment.name, platform },
    },
    rule_files: ["rules/*.yml"],
    ...(roles.alertmanager !== undefined && {
      alerting: {
        alertmanagers: [{ static_configs: [{ targets: [reach.address(roles.alertmanager, 9093)] }] }],
      },
    }),
    scrape_configs: [
      ...scrapes.map((scrape) => scrapeConfig(scrape, interval, reach)),
      ...(telemetry ? [telemetryConfig(telemetry.service, environment, reach)] : []),
      ...(roles.blackbox === undefined ? [] : [probeConfig(metrics, reach.address(roles.blackbox, 9115))]),
    ],
  };
}

function scrapeConfig(scrape: Scrape, interval: number, reach: Reach): Fields {
  const { service, hostname, port, path, scheme, engine } = scrape;
  const isContainers = engine === "cadvisor" && reach.containers !== undefined;
  return {
    job_name: service,
    ...(scrape.interval !== interval && { scrape_interval: promDuration(scrape.interval) }),
    ...(path !== "/metrics" && { metrics_path: path }),
    ...(scheme !== "http" && { scheme }),
    sample_limit: isContainers ? containerSampleLimit : sampleLimit,
    ...reach.discovery({ name: service, hostname }, port),
    ...(isContainers && reach.containers && { metric_relabel_configs: containerLabels(reach.containers) }),
  };
}

/** Metrics of containers get the name of their service, and lose labels with a value for each container ever started. */
function containerLabels({ project, renamed }: ContainerLabels): readonly Fields[] {
  const label = (name: string): string => `container_label_com_docker_compose_${name}`;
  return [
    { source_labels: [label("project")], regex: project, action: "keep" },
    { source_labels: [label("service")], target_label: "service" },
    ...renamed.map(({ hostname, name }) => ({
      source_labels: ["service"],
      regex: hostname,
      target_label: "service",
      replacement: name,
    })),
    { regex: "id|image|container_label_.+", action: "labeldrop" },
  ];
}

/** Metrics that services send to the collector keep their own labels. */
function telemetryConfig(collector: string, environment: Environment, reach: Reach): Fields {
  const service = environment.services.find(({ name }) => name === collector);
  const port = service?.ports.find(({ name }) => name === "prometheus")?.number ?? 8889;
  const discovery = reach.discovery({ name: collector, hostname: service?.hostname ?? collector }, port);
  return {
    job_name: `${collector}-telemetry`,
    honor_labels: true,
    sample_limit: containerSampleLimit,
    ...discovery,
    // The collector sets `job` to the name of the service that sent the metric.
    metric_relabel_configs: [
      { source_labels: ["job"], regex: "(?:.*/)?(.+)", target_label: "service", replacement: "$1" },
    ],
  };
}

/** The blackbox exporter calls each address, and its metrics get the labels of the service behind it. */
function probeConfig({ probes }: Metrics, exporter: string): Fields {
  return {
    job_name: "addresses",
    metrics_path: "/probe",
    params: { module: ["http"] },
    scrape_interval: "30s",
    static_configs: probes.map(({ service, url }) => ({ targets: [url], labels: { address: url, service } })),
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { target_label: "__address__", replacement: exporter },
    ],
  };
}
