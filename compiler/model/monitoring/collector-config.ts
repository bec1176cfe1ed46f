import type { Collector } from "./monitoring.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Where the collector reads its configuration in its container. */
export const collectorPath = "/etc/otelcol/config.yaml";

/**
 * The pipelines of the OpenTelemetry collector. The memory limiter comes first, so that it refuses data before anything
 * keeps it; batches come last. Exporters are named as since version 0.144.
 */
export function collectorConfig(collector: Collector): Fields {
  const { sample, memory, batch, to } = collector;
  const isSampled = sample < 100;
  const exporter = to === "debug" ? "debug" : "otlp_grpc";
  const pipeline = (middle: readonly string[], exporters: readonly string[]): Fields => ({
    receivers: ["otlp"],
    processors: ["memory_limiter", ...middle, "batch"],
    exporters,
  });
  return {
    receivers: {
      otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" }, http: { endpoint: "0.0.0.0:4318" } } },
    },
    processors: {
      memory_limiter: {
        check_interval: "1s",
        limit_percentage: memory,
        spike_limit_percentage: Math.floor(memory / 4),
      },
      ...(isSampled && { probabilistic_sampler: { sampling_percentage: sample } }),
      batch: { send_batch_size: batch.size, send_batch_max_size: batch.size, timeout: `${batch.wait}s` },
    },
    exporters: {
      ...(to === "debug" ? { debug: { verbosity: "basic" } } : { otlp_grpc: receiverOf(to) }),
      prometheus: { endpoint: "0.0.0.0:8889" },
    },
    extensions: { health_check: { endpoint: "0.0.0.0:13133" } },
    service: {
      extensions: ["health_check"],
      telemetry: { metrics: { level: "normal", readers: [{ pull: { exporter: { prometheus: ownMetrics } } }] } },
      pipelines: {
        traces: pipeline(isSampled ? ["probabilistic_sampler"] : [], [exporter]),
        metrics: pipeline([], ["prometheus"]),
      },
    },
  };
}

/** The names of the collector's metrics depend on its version, unless all of them are set. */
const ownMetrics = {
  host: "0.0.0.0",
  port: 8888,
  without_type_suffix: false,
  without_units: false,
  without_scope_info: true,
};

/** The exporter wants the host and the port; the scheme decides on TLS. */
function receiverOf(url: string): Fields {
  const [, scheme = "https", endpoint = url] = /^([a-z]+):\/\/([^/]+)/.exec(url) ?? [];
  return {
    endpoint: /:\d+$/.test(endpoint) ? endpoint : `${endpoint}:${scheme === "http" ? 80 : 443}`,
    ...(scheme === "http" && { tls: { insecure: true } }),
    sending_queue: { enabled: true },
    retry_on_failure: { enabled: true },
  };
}
