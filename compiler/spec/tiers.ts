import { type Scalar, SpecNode } from "./node.ts";
import type { TierOrigin } from "./origin.ts";
import type { EnvironmentSpec, RangeSpec, ResourcesSpec, ServiceSpec } from "./spec.ts";

/** What kind of environment it is. */
export type Tier = EnvironmentSpec["tier"];

/** A service that is not complete: a layer of the merge. Null removes. */
export type ServiceLayer = { readonly [K in keyof ServiceSpec]?: unknown };

/** The defaults that a tier brings to a service. */
export interface TierLayers {
  /** Under the specification, which may set other values. */
  readonly below: ServiceLayer;
  /** Over the base. Only the environment itself changes it. */
  readonly above: ServiceLayer;
  /** As `above`, from the values of the base. */
  readonly computed?: (service: ServiceSpec) => ServiceLayer;
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
    above: oneReplica,
  },
  test: {
    description:
      "Production images are built from source and run against mocks. One replica, no edge, log level `warning`, no " +
      "published ports. Containers are not restarted. Test suites run in the test stage.",
    below: { restart: "never", logging: { level: "warning" } },
    above: oneReplica,
  },
  staging: {
    description: "The images and the edge of production, with one replica and half of the CPU and memory.",
    below: { restart: "always", logging: { level: "info" } },
    above: oneReplica,
    computed: ({ resources }) => (resources ? { resources: halved(resources) } : {}),
  },
  production: {
    description:
      "Released images behind the edge. Services built from source have three replicas, unless they publish a port of " +
      "the host. Containers are always restarted. Updates replace one replica at a time and roll back on failure.",
    below: { restart: "always", logging: { level: "info" } },
    above: {},
  },
};

/** The layers of a tier as nodes; the tiers never change. */
export function tierLayers(tier: Tier): { readonly below: SpecNode; readonly above: SpecNode } {
  const found = known.get(tier) ?? {
    below: layerOf(tiers[tier].below, { kind: "tier", tier, key: "" }, undefined),
    above: layerOf(tiers[tier].above, { kind: "tier", tier, key: "" }, undefined),
  };
  known.set(tier, found);
  return found;
}

const known = new Map<Tier, { readonly below: SpecNode; readonly above: SpecNode }>();

/** What a tier computes for a service. Each value has the one that it was computed from as a part of its origin. */
export function computedLayer(tier: Tier, service: SpecNode): SpecNode | undefined {
  const layer = tiers[tier].computed?.(service.plain as ServiceSpec);
  return layer && layerOf(layer, { kind: "tier", tier, key: "" }, service);
}

function layerOf(value: unknown, { kind, tier, key }: TierOrigin, below: SpecNode | undefined): SpecNode {
  const origin: TierOrigin = { kind, tier, key, ...(below && { from: below.origin }) };
  if (typeof value !== "object" || value === null) return new SpecNode(value as Scalar, origin);
  const entries = Object.entries(value).map(([name, entry]) => {
    const path = key === "" ? name : `${key}.${name}`;
    return [name, layerOf(entry, { kind, tier, key: path }, below?.child(name))] as const;
  });
  return new SpecNode(new Map(entries), origin);
}

function halved(resources: Partial<ResourcesSpec>): Partial<ResourcesSpec> {
  return {
    ...(resources.cpu && { cpu: halfOf(resources.cpu) }),
    ...(resources.memory && { memory: halfOf(resources.memory) }),
  };
}

function halfOf(range: RangeSpec): RangeSpec {
  return { limit: half(range.limit), ...(range.request !== undefined && { request: half(range.request) }) };
}

/** `1` -> `0.5`, `4Gi` -> `2Gi`, `1Gi` -> `0.5Gi` */
function half(amount: string): string {
  const [, number = "", unit = ""] = /^([0-9.]+)(.*)$/.exec(amount) ?? [];
  return `${Number(number) / 2}${unit}`;
}
