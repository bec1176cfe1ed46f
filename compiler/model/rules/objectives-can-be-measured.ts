import { burnThreshold, burnWindows } from "../monitoring/burn-rates.ts";
import type { MetricNames } from "../monitoring/metric-names.ts";
import type { Objective } from "../monitoring/promise.ts";
import { decimal } from "../monitoring/promql.ts";
import type { Reporter } from "../reporter.ts";
import type { Service } from "../service.ts";
import type { Rule } from "./rule.ts";

/** An objective has metrics whose names and buckets are known, and is high enough for its alerts to fire. */
export const objectivesCanBeMeasured: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services } of platform.environments) {
    for (const service of services) {
      const { objective, metrics, path } = service;
      if (!objective || !metrics) continue;
      if (objective.available === undefined && !objective.fast) {
        reporter.report(
          "model/objective-empty",
          { environment, path: [...path, "objective"] },
          { service: service.name },
        );
        continue;
      }
      if (!metrics.names) {
        const at = { environment, path: [...path, "metrics", "names"] };
        reporter.report("model/objective-without-names", at, { service: service.name });
        continue;
      }
      checkBucket(environment, service, objective, metrics.names, reporter);
      checkShares(environment, service, objective, reporter);
    }
  }
};

function checkBucket(
  environment: string,
  { name, path }: Service,
  { fast }: Objective,
  { bounds }: MetricNames,
  reporter: Reporter,
): void {
  if (!fast || bounds.includes(fast.below)) return;
  const holes = { service: name, below: latency(fast.below), bounds: bounds.map(latency) };
  reporter.report(
    "model/objective-not-a-bucket",
    { environment, path: [...path, "objective", "fast", "below"] },
    holes,
  );
}

/** `0.5` is `500ms`, as the specification writes it. */
function latency(seconds: number): string {
  return seconds < 1 || !Number.isInteger(seconds) ? `${decimal(seconds * 1000)}ms` : `${seconds}s`;
}

function checkShares(
  environment: string,
  { name, path }: Service,
  { available, fast, window }: Objective,
  reporter: Reporter,
): void {
  const [fastest] = burnWindows.critical;
  if (!fastest) return;
  const shares = [
    { share: available, key: ["available"] },
    { share: fast?.share, key: ["fast", "share"] },
  ];
  for (const { share, key } of shares) {
    if (share === undefined || burnThreshold(fastest, window, share) < 1) continue;
    const lowest = 1 - 1 / burnThreshold(fastest, window, 0);
    const holes = { service: name, share: percent(share), lowest: percent(lowest) };
    reporter.report("model/objective-never-fires", { environment, path: [...path, "objective", ...key] }, holes);
  }
}

function percent(share: number): string {
  return `${decimal(Math.ceil(share * 10_000) / 100)} %`;
}
