import type { MetricNamesSpec } from "../../spec/spec.ts";

/** The names of a service's metrics of HTTP requests. */
export interface MetricNames {
  /** The counter of requests. */
  readonly requests: string;
  /** The histogram of durations, without `_bucket`; undefined: there is none. */
  readonly duration: string | undefined;
  /** The label with the status. */
  readonly status: string;
  /** A regular expression for the status of failed requests. */
  readonly errors: string;
  /** The label with the route; undefined: there is none. */
  readonly route: string | undefined;
  /** Upper bounds of buckets in seconds, ascending; empty: unknown. */
  readonly bounds: readonly number[];
}

/** The default buckets of Prometheus's client libraries (DefBuckets of client_golang), in seconds. */
const defaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Buckets that OpenTelemetry advises for http.server.request.duration, in seconds. */
const otelBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

type Preset = NonNullable<MetricNamesSpec["preset"]>;

/** The names and buckets that libraries have unless they are configured otherwise. */
export const presets: Readonly<Record<Preset, Omit<MetricNames, "errors">>> = {
  // prometheus-fastapi-instrumentator: only the counter has the status, as its class (`5xx`).
  fastapi: named("http_request_duration_seconds", "status", "handler", [0.1, 0.5, 1], "http_requests_total"),
  // starlette-exporter
  starlette: named(
    "starlette_request_duration_seconds",
    "status_code",
    "path",
    defaultBounds,
    "starlette_requests_total",
  ),
  // prometheus-flask-exporter with group_by='url_rule'
  flask: named("flask_http_request_duration_seconds", "status", "url_rule", defaultBounds),
  // express-prom-bundle
  express: named("http_request_duration_seconds", "status_code", "path", [0.003, 0.03, 0.1, 0.3, 1.5, 10]),
  // fastify-metrics
  fastify: named("http_request_duration_seconds", "status_code", "route", defaultBounds),
  // The meters of ASP.NET Core since .NET 8.
  aspnet: named("http_server_request_duration_seconds", "http_response_status_code", "http_route", otelBounds),
  // prometheus-net.AspNetCore; its buckets double from 1 ms.
  "prometheus-net": named(
    "http_request_duration_seconds",
    "code",
    "endpoint",
    Array.from({ length: 16 }, (_, power) => 0.001 * 2 ** power),
    "http_requests_received_total",
  ),
  // Spring Boot Actuator has no buckets until management.metrics.distribution.percentiles-histogram is set.
  micrometer: named("http_server_requests_seconds", "status", "uri", []),
  // The semantic conventions for HTTP, as the collector exports them.
  otel: named("http_server_request_duration_seconds", "http_response_status_code", "http_route", otelBounds),
};

function named(
  duration: string,
  status: string,
  route: string,
  bounds: readonly number[],
  requests = `${duration}_count`,
): Omit<MetricNames, "errors"> {
  return { requests, duration, status, route, bounds };
}

/** The presets of runtimes that have a web framework with its own metrics. */
const ofRuntimes: Readonly<Record<string, Preset>> = { dotnet: "aspnet", java: "micrometer" };

/** The names that a specification states, completed by its preset or that of the runtime. Undefined: none are known. */
export function metricNamesOf(spec: MetricNamesSpec | undefined, runtime: string | undefined): MetricNames | undefined {
  const preset = spec?.preset ?? (spec?.requests || spec?.duration ? undefined : ofRuntimes[runtime ?? ""]);
  const base = preset === undefined ? undefined : presets[preset];
  const duration = spec?.duration ?? base?.duration;
  const requests = spec?.requests ?? base?.requests ?? (duration === undefined ? undefined : `${duration}_count`);
  const status = spec?.status ?? base?.status;
  if (requests === undefined || status === undefined) return undefined;
  return {
    requests,
    duration,
    status,
    errors: spec?.errors ?? "5..",
    route: spec?.route ?? base?.route,
    bounds: spec?.bounds?.map(parseLatency) ?? base?.bounds ?? [],
  };
}

/** Seconds: `500ms` is 0.5. */
export function parseLatency(latency: string): number {
  return latency.endsWith("ms") ? Number(latency.slice(0, -2)) / 1000 : Number(latency.slice(0, -1));
}

/** The label `le` of a bucket, in the unit of its histogram. Prometheus 3 writes whole numbers as `1.0`. */
export function bucketLabel(seconds: number, duration: string): string {
  const value = Number((duration.endsWith("_milliseconds") ? seconds * 1000 : seconds).toPrecision(12));
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
