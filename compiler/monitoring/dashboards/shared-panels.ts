import { type Matchers, selector } from "../../model/monitoring/promql.ts";
import type { PanelDefinition } from "./dashboard.ts";

/** The alerts that fire. */
export const firingPanel: PanelDefinition = {
  ...{ title: "Firing alerts", unit: "short", show: "table", width: 24 },
  description: "The alerts that fire now, by service and severity.",
  queries: [
    { expression: 'sum by (alertname, service, severity) (ALERTS{alertstate="firing"})', legend: "{{alertname}}" },
  ],
};

/** Days until the certificates of public addresses end. */
export const certificatesPanel: PanelDefinition = {
  ...{ title: "Certificates", unit: "d", show: "line", width: 12 },
  description: "The days until the certificate of each public address ends.",
  queries: [
    {
      expression: "min by (address) (probe_ssl_earliest_cert_expiry - time()) / 86400",
      legend: "{{address}}",
    },
  ],
};

/** Whether public addresses respond. */
export const addressesPanel: PanelDefinition = {
  ...{ title: "Public addresses", unit: "short", show: "line", width: 12 },
  description: "1 while a public address responds, 0 otherwise.",
  queries: [{ expression: "min by (address) (probe_success)", legend: "{{address}}" }],
};

/** What node-exporter measures of the host. */
export function hostPanels(nodeExporter: string): readonly PanelDefinition[] {
  const from: Matchers = { service: nodeExporter };
  const disks: Matchers = { ...from, fstype: "~ext[234]|xfs|btrfs|zfs" };
  const of = (metric: string, more: Matchers = from): string => selector(metric, more);
  const rate = (metric: string, more: Matchers = from): string => `rate(${of(metric, more)}[$__rate_interval])`;
  const graph = (title: string, unit: string, description: string, expression: string, legend: string) =>
    ({ ...{ title, unit, description, width: 12 }, show: "line", queries: [{ expression, legend }] }) as const;
  return [
    {
      ...graph(
        "CPU",
        "percentunit",
        "The share of the host's CPU that is in use.",
        `1 - avg(${rate("node_cpu_seconds_total", { ...from, mode: "idle" })})`,
        "CPU",
      ),
      limit: 0.9,
    },
    {
      ...graph(
        "Memory",
        "percentunit",
        "The share of the host's memory that is in use.",
        `1 - ${of("node_memory_MemAvailable_bytes")} / ${of("node_memory_MemTotal_bytes")}`,
        "memory",
      ),
      limit: 0.9,
    },
    {
      ...graph(
        "Disks",
        "percentunit",
        "The share of each disk that is full. An alert fires above 97 %.",
        `1 - ${of("node_filesystem_avail_bytes", disks)} / ${of("node_filesystem_size_bytes", disks)}`,
        "{{mountpoint}}",
      ),
      limit: 0.97,
    },
    graph(
      "Network",
      "Bps",
      "Bytes that the host receives per second, by device.",
      `sum by (device) (${rate("node_network_receive_bytes_total", { ...from, device: "~(en|eth|wl).*" })})`,
      "{{device}}",
    ),
  ];
}
