import type { Alert } from "./alert.ts";
import type { Notify } from "./notify.ts";

/** What watches an environment, independent of the tools that do it. */
export interface Monitoring {
  /** Undefined: there are traces, and no metrics. */
  readonly metrics: Metrics | undefined;
  readonly collector: Collector | undefined;
  readonly notify: Notify;
  /** By name. */
  readonly dashboards: readonly Dashboard[];
}

/** What Prometheus collects and decides. */
export interface Metrics {
  readonly roles: Roles;
  /** The services that run together with Prometheus, by name. */
  readonly services: readonly string[];
  /** Seconds between two scrapes, and between two evaluations of rules. */
  readonly interval: number;
  /** Seconds that data is kept. */
  readonly retention: number;
  /** By service. */
  readonly scrapes: readonly Scrape[];
  /** By URL. */
  readonly probes: readonly AddressProbe[];
  /** By group, in the order of evaluation. */
  readonly recordings: readonly Recording[];
  /** By group: those of services by name, then those of monitoring itself, then those of the specification. */
  readonly alerts: readonly Alert[];
}

/** The services that have the roles of monitoring, by their names in the specification. */
export interface Roles {
  readonly prometheus: string;
  readonly alertmanager: string | undefined;
  readonly grafana: string | undefined;
  readonly cadvisor: string | undefined;
  readonly nodeExporter: string | undefined;
  readonly blackbox: string | undefined;
}

/** A service whose metrics are scraped. */
export interface Scrape {
  readonly service: string;
  readonly hostname: string;
  readonly port: number;
  readonly path: string;
  readonly scheme: "http" | "https";
  /** Seconds. */
  readonly interval: number;
  readonly replicas: { readonly min: number; readonly max: number };
  /** The engine of the catalogue that it is; undefined for other services. */
  readonly engine: string | undefined;
}

/** A public address that is called from outside. */
export interface AddressProbe {
  readonly service: string;
  readonly url: string;
  /** Whether it has a certificate that can end. */
  readonly isTls: boolean;
}

/** A rule that stores the result of an expression under a new name. */
export interface Recording {
  readonly service: string;
  readonly name: string;
  readonly expression: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The OpenTelemetry collector, and what it does with telemetry. */
export interface Collector {
  readonly service: string;
  /** Percent of traces that are kept. */
  readonly sample: number;
  /** Percent of its memory limit above which it refuses data. */
  readonly memory: number;
  /** Mebibytes of its memory limit. */
  readonly memoryLimit: number;
  readonly batch: { readonly size: number; readonly wait: number };
  /** The URL of the receiver of traces, or `debug`. */
  readonly to: string;
}

/** A dashboard of the specification. */
export interface Dashboard {
  readonly name: string;
  /** Whether the specification lists it, or it is one of those by default. */
  readonly isListed: boolean;
  readonly title: string;
  /** By name. */
  readonly panels: readonly Panel[];
}

/** A panel of the specification. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly expression: string;
  readonly unit: string;
  readonly show: "line" | "bars" | "number";
}
