import type { Platform } from "../model/platform.ts";
import { clusterWorkloads } from "./settings.ts";

/** Top-level keys of a chart's values that are not workloads. */
const reserved = new Set([
  "defaults",
  "externalSecrets",
  "fullnameOverride",
  "global",
  "image",
  "nameOverride",
  "networkPolicy",
  "priorityClass",
  "quota",
  "secrets",
  "serviceMonitor",
  "settings",
  "tests",
]);

/**
 * The keys of workloads in a chart's values, by name: `virtual-try-on` is `virtualTryOn`, so that templates and `--set`
 * need no quotes. A key that is taken gets a suffix. `taken` are the names of subcharts, which Helm reads as keys.
 */
export function chartKeys(names: readonly string[], taken: readonly string[] = []): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const used = new Set([...reserved, ...taken]);
  for (const name of names.toSorted()) {
    const plain = camelCase(name);
    let key = used.has(plain) ? `${plain}Workload` : plain;
    for (let number = 2; used.has(key); number++) key = `${plain}Workload${number}`;
    used.add(key);
    keys.set(name, key);
  }
  return keys;
}

/** A name as an identifier of Go templates: `virtual-try-on` is `virtualTryOn`, `2fa` is `n2fa`. */
export function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  const key = joined.join("");
  return /^[A-Za-z]/.test(key) ? key : `n${key}`;
}

/** The keys of all workloads of a platform that its chart runs itself, whatever environments they are in. */
export function chartKeysOf(platform: Platform): ReadonlyMap<string, string> {
  const subcharts = Object.keys(platform.targets.helm?.subcharts ?? {});
  const workloads = [platform.base, ...platform.environments].flatMap(clusterWorkloads);
  const names = new Set(workloads.map(({ name }) => name).filter((name) => !subcharts.includes(name)));
  return chartKeys([...names], subcharts);
}
