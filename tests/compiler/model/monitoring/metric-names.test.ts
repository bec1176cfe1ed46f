// The names of metrics by library, and how a specification completes or overrides them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  bucketLabel,
  metricNamesOf,
  parseLatency,
  presets,
} from "../../../../compiler/model/monitoring/metric-names.ts";

const requests: Readonly<Record<string, string>> = {
  aspnet: "http_server_request_duration_seconds_count",
  express: "http_request_duration_seconds_count",
  fastapi: "http_requests_total",
  fastify: "http_request_duration_seconds_count",
  flask: "flask_http_request_duration_seconds_count",
  micrometer: "http_server_requests_seconds_count",
  otel: "http_server_request_duration_seconds_count",
  "prometheus-net": "http_requests_received_total",
  starlette: "starlette_requests_total",
};

test("every preset names the counter of requests", () => {
  assert.equal(Object.fromEntries(Object.entries(presets).map(([name, preset]) => [name, preset.requests])), requests);
});

test("buckets of presets ascend", () => {
  for (const [name, { bounds }] of Object.entries(presets)) {
    assert.equal(
      bounds,
      [...bounds].sort((a, b) => a - b),
      name,
    );
  }
});

test("a runtime has the metrics of its web framework, unless others are named", () => {
  const errors = "5..";
  assert.is(metricNamesOf(undefined, "dotnet")?.requests, requests.aspnet);
  assert.is(metricNamesOf(undefined, "java")?.requests, requests.micrometer);
  assert.is(metricNamesOf(undefined, "python"), undefined);
  assert.is(metricNamesOf({ preset: "otel", errors }, "java")?.requests, requests.otel);
  const own = metricNamesOf({ requests: "calls_total", status: "code", errors }, "dotnet");
  assert.is(own?.requests, "calls_total");
  assert.is(own?.duration, undefined);
});

test("keys override a preset one by one", () => {
  const names = metricNamesOf({ preset: "fastapi", status: "code", errors: "5xx", bounds: ["50ms", "2s"] }, undefined);
  assert.is(names?.requests, "http_requests_total");
  assert.is(names?.status, "code");
  assert.is(names?.errors, "5xx");
  assert.equal(names?.bounds, [0.05, 2]);
});

test("the counter of requests is by default that of the histogram", () => {
  const names = metricNamesOf({ duration: "call_seconds", status: "code", errors: "5.." }, undefined);
  assert.is(names?.requests, "call_seconds_count");
});

test("bounds are labels in the unit of the histogram, with a decimal point", () => {
  const duration = "http_request_duration_seconds";
  assert.is(bucketLabel(parseLatency("500ms"), duration), "0.5");
  assert.is(bucketLabel(parseLatency("1s"), duration), "1.0");
  assert.is(bucketLabel(parseLatency("300ms"), "http_server_duration_milliseconds"), "300.0");
});

test.run();
