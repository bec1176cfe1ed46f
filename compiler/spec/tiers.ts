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
      "Source is mounted and reloads, logs are at level debug, there is one replica, every port is published on this " +
      "machine alone, nothing restarts by itself, and there is no edge.",
    below: { restart: "never", logging: { level: "debug" } },
    above: () => oneReplica,
  },
  test: {
    description:
      "The production stage runs from source against mocks, there is one replica, nothing is published, nothing " +
      "restarts by itself, and there is no edge. Each kind of test has a runner in the test stage.",
    below: { restart: "never", logging: { level: "warning" } },
    above: () => oneReplica,
  },
  staging: {
    description:
      "As production, from the same images, behind the edge, with one replica and half of the processors and memory.",
    below: { restart: "always", logging: { level: "info" } },
    above: (service) => ({ ...oneReplica, ...(service.resources && { resources: halved(service.resources) }) }),
  },
  production: {
    description:
      "Released images behind the edge, three replicas of what is built here and opens no port on the host, restarts " +
      "always, updates one replica at a time and rolls back when one fails.",
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
