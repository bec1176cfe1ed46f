import type { Job, Service } from "../model/service.ts";
import { exceptionAnnotations } from "./policy.ts";
import type { PlatformValues } from "./values.ts";
import { vaultAnnotations } from "./vault.ts";

/** What a pod says about itself: exceptions with their reasons, what to scrape, what Vault brings. */
export function podAnnotations(
  workload: Service | Job,
  platform: string,
  { secrets, monitoring }: Pick<PlatformValues, "secrets" | "monitoring">,
): Readonly<Record<string, string>> {
  const metrics = "metrics" in workload && !monitoring.operator ? workload.metrics : undefined;
  return {
    ...exceptionAnnotations(workload),
    ...(metrics && {
      "prometheus.io/path": metrics.path,
      "prometheus.io/port": String(metrics.port.number),
      "prometheus.io/scheme": metrics.port.protocol === "https" ? "https" : "http",
      "prometheus.io/scrape": "true",
    }),
    ...vaultAnnotations(workload, platform, secrets),
  };
}
