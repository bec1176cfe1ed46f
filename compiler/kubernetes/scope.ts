/**
 * The names of one installation of a platform. In Kustomize a namespace belongs to the platform, and names are short. In
 * a Helm chart a namespace may hold several releases, so that every name starts with that of its release; the parts that
 * Helm knows are holes, which the printer of the chart turns into template expressions.
 */
export interface Scope {
  /** What every object's name starts with: empty, or ends with a dash. */
  readonly prefix: string;
  /** The label `app.kubernetes.io/instance`. */
  readonly instance: string;
  /** The namespace; empty for the base, which is in none. */
  readonly namespace: string;
  /** Whether objects name their namespace. Kustomize sets it for a whole overlay. */
  readonly namesNamespace: boolean;
  /** Whether the namespace holds nothing but the platform. */
  readonly ownsNamespace: boolean;
  /** The host name of a service that another chart runs in place of ours; undefined: ours runs. */
  readonly hostOf: (service: string) => string | undefined;
  /** The setting, or the hole that stands for it. A setting that is not set has no hole. */
  readonly setting: <T extends string | number>(name: SettingHole, value: T | undefined) => T | string | undefined;
}

/** The settings of `targets.kubernetes` that a chart takes from its values, wherever they occur. */
export type SettingHole = "ingressNamespace" | "monitoringNamespace" | "secretPath" | "priority";

/** Characters that no text contains: Unicode keeps them for the use of programs (noncharacters). */
const [opening, closing] = ["\uFDD0", "\uFDD1"];

/** A part of a string that the chart fills in, by the name of its expression. */
export function hole(name: string): string {
  return `${opening}${name}${closing}`;
}

/** The strings and the holes of a string, in turn: `["http://", "fullname", "-api"]`. Every second one is a hole. */
export function splitHoles(text: string): readonly string[] {
  return text.split(/[\uFDD0\uFDD1]/);
}

/** Whether a value has a hole anywhere. */
export function hasHole(value: unknown): boolean {
  if (typeof value === "string") return value.includes(opening);
  return typeof value === "object" && value !== null && JSON.stringify(value).includes(opening);
}

/** The scope of a Kustomize overlay, or of the base with an empty namespace. */
export function kustomizeScope(platform: string, namespace: string): Scope {
  return {
    prefix: "",
    instance: platform,
    namespace,
    namesNamespace: false,
    ownsNamespace: true,
    hostOf: () => undefined,
    setting: (_, value) => value,
  };
}

/** The scope of a chart's release. `subcharts` are the services that other charts run. */
export function chartScope(subcharts: readonly string[]): Scope {
  return {
    prefix: `${hole("fullname")}-`,
    instance: hole("release"),
    namespace: hole("namespace"),
    namesNamespace: true,
    ownsNamespace: false,
    hostOf: (service) => (subcharts.includes(service) ? hole(`subchart ${service}`) : undefined),
    setting: (name, value) => (value === undefined ? undefined : hole(name)),
  };
}
