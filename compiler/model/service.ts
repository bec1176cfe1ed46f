import type { AccessSpec, ExistingObjectsSpec, RollbackSpec, ScaleScheduleSpec, ServiceTlsSpec } from "../spec/spec.ts";
import type { Healthcheck } from "./image.ts";
import type { MetricNames } from "./monitoring/metric-names.ts";
import type { Objective } from "./monitoring/promise.ts";
import type { Workload } from "./workload.ts";

/** Something that goes on running. */
export interface Service extends Workload {
  /** The main port first, then by name. Empty for a worker. */
  readonly ports: readonly Port[];
  /** Namespaces of a cluster that call it, beside the services that talk to it. */
  readonly callerNamespaces: readonly string[];
  /** Names and labels of its objects in a cluster that runs already. */
  readonly existing: ExistingObjectsSpec | undefined;
  /** By port of the host. */
  readonly publish: readonly PublishedPort[];
  /** By host and path. */
  readonly routes: readonly Route[];
  readonly health: Health | undefined;
  readonly metrics: ServiceMetrics | undefined;
  /** What it promises; undefined: nothing. */
  readonly objective: Objective | undefined;
  readonly alerting: Alerting;
  readonly scale: Scale;
  readonly update: Update;
  readonly restart: "always" | "on-failure" | "never";
  readonly stop: { readonly grace: number; readonly signal: string };
  readonly tls: ServiceTlsSpec | undefined;
  readonly access: AccessSpec | undefined;
  /** Whether the process of the image passes signals on, so that no init process is needed in front of it. */
  readonly hasInit: boolean;
  /** What it is to the platform. Services that `observability` adds do not run in clusters, which have their own. */
  readonly role: "service" | "edge" | "mock" | "monitoring";
}

/** The endpoint of metrics. */
export interface ServiceMetrics {
  readonly path: string;
  readonly port: Port;
  /** Seconds between two scrapes; undefined: the default of the environment. */
  readonly interval: number | undefined;
  /** The names of metrics of HTTP requests; undefined: they are not known. */
  readonly names: MetricNames | undefined;
}

/** The alerts that are derived from a service. */
export interface Alerting {
  /** The names of alerts that it does not have. */
  readonly mute: readonly string[];
  /** Percent of its memory limit above which an alert fires. */
  readonly memory: number;
  /** Percent of CPU periods with throttling above which an alert fires. */
  readonly throttled: number;
  /** The team that receives its alerts. */
  readonly team: string | undefined;
}

/** Something that runs to its end. */
export interface Job extends Workload {
  readonly schedule: string | undefined;
  /** Services that start only after it has ended well. */
  readonly before: readonly string[];
  readonly retries: number;
  /** Seconds. */
  readonly timeout: number;
  readonly concurrency: "forbid" | "replace" | "allow";
  /** A container that runs to its end before the job, with the same variables, secrets and folders. */
  readonly preparation?: Pick<Workload, "name" | "image" | "entrypoint" | "command">;
}

/** A kind of test and its runner. */
export interface TestRun extends Workload {
  /** Seconds. */
  readonly timeout: number;
}

/** A port that a container listens on. */
export interface Port {
  readonly name: string;
  readonly number: number;
  readonly protocol: "http" | "https" | "http2" | "grpc" | "tcp" | "udp";
  /** The port of its Service in Kubernetes, where it is not `number`. */
  readonly servicePort?: number;
}

/** A port of the host that leads to one of the container; `address` is that of the host to listen on. */
export interface PublishedPort {
  readonly host: number;
  readonly port: Port;
  readonly address: string;
}

/** A host name and the paths below which the edge leads to a port. */
export interface Route {
  readonly host: string;
  readonly path: string;
  readonly port: Port;
}

/** A probe: its handler (Kubernetes: what is called), and its times in seconds. */
export interface Probe {
  readonly handler:
    | {
        readonly kind: "http";
        readonly path: string;
        readonly port: Port;
        readonly headers: Readonly<Record<string, string>>;
      }
    | { readonly kind: "grpc"; readonly port: Port; readonly service: string | undefined }
    | { readonly kind: "tcp"; readonly port: Port }
    | { readonly kind: "command"; readonly command: readonly string[] };
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
}

/** The probes of a service: whether it has started, can serve requests, or has to be restarted. */
export interface Health {
  readonly start: Probe;
  readonly ready: Probe;
  readonly live: Probe;
  /** Whether the specification sets the check of `live`, even if it equals the one of `ready`. */
  readonly hasOwnLive: boolean;
  /** Seconds. */
  readonly startPeriod: number;
  /** The check of `ready` as a command in the container; undefined if the image has no program for it. */
  readonly container: Healthcheck | undefined;
}

/** The minimum and maximum of replicas, and the metrics that scale them. */
export interface Scale {
  /** Whether at most one replica may run at any time. */
  readonly isSingle: boolean;
  readonly min: number;
  readonly max: number;
  /** Percentages of the request. */
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  /** Concurrent HTTP requests per replica. */
  readonly requests: number | undefined;
  /** Minimum replicas at certain times. */
  readonly schedules: readonly ScaleScheduleSpec[];
  readonly queue: ScaleQueue | undefined;
}

/** A list in a Redis of the catalogue, whose length is the amount of waiting work. */
export interface ScaleQueue {
  readonly service: string;
  readonly list: string;
  /** The items that may wait for each replica. */
  readonly length: number;
}

/** Times in seconds. */
export interface Update {
  readonly strategy: "rolling" | "blue-green" | "recreate";
  readonly parallelism: number;
  readonly delay: number;
  readonly order: "start-first" | "stop-first";
  readonly onFailure: "rollback" | "pause" | "continue";
  /** How long the old replicas keep running after a blue-green switch. */
  readonly soak: number;
  readonly rollback: Omit<RollbackSpec, "delay"> & { readonly delay: number };
}
