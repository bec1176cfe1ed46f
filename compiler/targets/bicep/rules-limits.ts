import { livenessProbe } from "../../model/liveness.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Job, Probe, Service } from "../../model/service.ts";
import type { Deployment } from "./deployment.ts";

// Limits of Container Apps and of the Key Vault. Container Apps would refuse the value, or the template has the limit.

/** Seconds (https://learn.microsoft.com/azure/container-apps/health-probes). */
export const longestInterval = 240;
/** Seconds. */
export const longestGrace = 600;
/** Failures in a row. */
export const mostRetries = 10;

/** Bytes of a secret (https://learn.microsoft.com/azure/key-vault/secrets/about-secrets). */
const largestEntry = 25_000;

/** Reports values of a service that are beyond a limit, and a rollout that needs an ingress. */
export function checkLimits(service: Service, deployment: Deployment, reporter: Reporter): void {
  const { name, path, stop, health, ports, update } = service;
  const environment = deployment.environment.name;
  const report = (what: string, given: number, most: number, at: readonly string[]): void => {
    if (given <= most) return;
    reporter.report("bicep/beyond-limit", { environment, path: [...path, ...at] }, { what, given, most });
  };
  report(`The grace period of ${name}`, stop.grace, longestGrace, ["stop", "grace"]);
  const probes: readonly (Probe | undefined)[] = health
    ? [health.ready, livenessProbe(health, ports), health.start]
    : [];
  const times = probes.filter((probe) => probe !== undefined);
  report(`The probe interval of ${name}`, longest(times, "interval"), longestInterval, ["health", "interval"]);
  report(`The probe timeout of ${name}`, longest(times, "timeout"), longestInterval, ["health", "timeout"]);
  if (update.strategy === "blue-green" && ports.length === 0) {
    reporter.report("bicep/blue-green-without-ingress", { environment, path: [...path, "update"] }, { service: name });
  }
  checkFiles(service, deployment, reporter);
}

function longest(probes: readonly Probe[], key: "interval" | "timeout"): number {
  return Math.max(0, ...probes.map((probe) => probe[key]));
}

/** Reports files that are too large for an entry of the vault. */
export function checkFiles({ path, files }: Service | Job, { environment }: Deployment, reporter: Reporter): void {
  for (const { path: file, content } of files) {
    if (content.kind !== "text") continue;
    const literals = content.text.filter((part) => typeof part === "string");
    const size = new TextEncoder().encode(literals.join("")).length;
    if (size <= largestEntry) continue;
    const holes = { file, size, most: largestEntry };
    const where = { environment: environment.name, path: [...path, "files", file], half: "key" } as const;
    reporter.report("bicep/file-too-large", where, holes);
  }
}
