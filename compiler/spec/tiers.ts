import type { EnvironmentSpec, RangeSpec, ResourcesSpec, ServiceSpec } from "./spec.ts";

/** What kind of environment it is. */
export type Tier = EnvironmentSpec["tier"];

/** A service that is not complete: a layer of the merge. Null removes. */
export type ServiceLayer = { readonly [K in keyof ServiceSpec]?: unknown };

/** The defaults that a tier brings to a service. */
export interface TierLayers {
  /** What holds unless the specification says otherwise. */
  readonly below: ServiceLayer;
  /** What holds over the base, and only the environment itself can change. */
  readonly above: (service: ServiceSpec) => ServiceLayer;
}

/** A tier, as `schema/reference.md` documents it. */
export interface TierDefaults extends TierLayers {
  readonly description: string;
}

const oneReplica = { scale: { min: 1, max: 1, cpu: null, memory: null, requests: null } };

/** The tiers, from the one where code is written to the one that the world sees. */
export const tiers: Readonly<Record<Tier, TierDefaults>> = {
  development: {
    description:
      "Source code is mounted and reloads. One replica, no edge, log level `debug`. Every port is published on the " +
      "loopback address. Containers are not restarted.",
    below: { restart: "never", logging: { level: "debug" } },
    above: () => oneReplica,
  },
  test: {
    description:
      "Production images are built from source and run against mocks. One replica, no edge, log level `warning`, no " +
      "published ports. Containers are not restarted. Test suites run in the test stage.",
    below: { restart: "never", logging: { level: "warning" } },
    above: () => oneReplica,
  },
  staging: {
    description: "The images and the edge of production, with one replica and half of the CPU and memory.",
    below: { restart: "always", logging: { level: "info" } },
    above: (service) => ({ ...oneReplica, ...(service.resources && { resources: halved(service.resources) }) }),
  },
  production: {
    description:
      "Released images behind the edge. Services built from source have three replicas, unless they publish a port of " +
      "the host. Containers are always restarted. Updates replace one replica at a time and roll back on failure.",
    below: { restart: "always", logging: { level: "info" } },
    above: () => ({}),
  },
};

function halved(resources: Partial<ResourcesSpec>): Partial<ResourcesSpec> {
  return {
    ...(resources.cpu && { cpu: halfOf(resources.cpu) }),
    ...(resources.memory && { memory: halfOf(resources.memory) }),
  };
}

function halfOf(range: RangeSpec): RangeSpec {
  return { limit: half(range.limit), ...(range.reserve !== undefined && { reserve: half(range.reserve) }) };
}

/** `1` -> `0.5`, `4Gi` -> `2Gi`, `1Gi` -> `0.5Gi` */
function half(amount: string): string {
  const [, number = "", unit = ""] = /^([0-9.]+)(.*)$/.exec(amount) ?? [];
  return `${Number(number) / 2}${unit}`;
}
