import type { SpecPath } from "../spec/path.ts";
import type { ImagesSpec, KubernetesOverrideSpec, MaintenanceSpec, TargetsSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import type { Backups } from "./backups.ts";
import type { AnyBuild } from "./image.ts";
import type { Monitoring } from "./monitoring/monitoring.ts";
import type { Job, Service, TestRun } from "./service.ts";
import type { Text } from "./text.ts";
import type { ValueType } from "./value-type.ts";

/** What a platform is, with every default filled in, every name resolved and every list in a fixed order. */
export interface Platform {
  readonly name: string;
  readonly description: string;
  readonly contact: string | undefined;
  readonly owner: string | undefined;
  readonly repository: string | undefined;
  readonly registry: string | undefined;
  readonly license: string;
  /** The name of the entry file, for headers: `platform.yaml`. */
  readonly specName: string;
  /** The output folder, relative to the root of the repository: `.` or `deploy`. */
  readonly output: string;
  readonly images: ImagesSpec;
  readonly maintenance: MaintenanceSpec;
  /** The builds of images from source, by name. All environments share them: an image is built once and deployed many times. */
  readonly builds: readonly AnyBuild[];
  /** The secrets that the specification declares, by name. */
  readonly secrets: readonly Secret[];
  /** The settings that the specification declares, by name. */
  readonly settings: readonly Setting[];
  /** The systems outside of the platform that its services call, by name. */
  readonly external: readonly ExternalSystem[];
  /** The base as an environment: of tier production, without an overlay. Its name is empty. */
  readonly base: Environment;
  /** By name. */
  readonly environments: readonly Environment[];
  readonly targets: TargetsSpec;
  /** Changes to Kubernetes objects that the language cannot express, in the order in which they are made. */
  readonly kubernetesOverrides: readonly KubernetesOverrideSpec[];
  /** Digests of base images and third-party images: `python:3.11-slim` to `sha256:...`. */
  readonly digests: ReadonlyMap<string, string>;
}

/** A system outside of the platform. */
export interface ExternalSystem {
  readonly name: string;
  readonly description: string;
  readonly url: string;
}

/** A declared secret. Its value is nowhere here. */
export interface Secret {
  readonly name: string;
  readonly description: string;
  /** How a value is made; undefined when a person supplies it. */
  readonly generate: "password" | "base64" | "hex" | undefined;
  /** Characters of a password, bytes otherwise. */
  readonly length: number;
  readonly path: SpecPath;
}

/** A value that contains secrets, and is therefore a secret itself. */
export interface DerivedSecret {
  readonly name: string;
  readonly text: Text;
}

/** A declared setting. */
export interface Setting {
  readonly name: string;
  readonly description: string;
  /** Whether the operator has to supply it. */
  readonly required: boolean;
  readonly example: string | undefined;
  readonly type: ValueType;
  readonly path: SpecPath;
}

/** A network that services join by name. */
export interface Network {
  readonly name: string;
  readonly description: string;
  readonly internal: boolean;
}

/** The platform in one environment: base, tier and overlay merged. */
export interface Environment {
  readonly name: string;
  readonly tier: Tier;
  readonly description: string | undefined;
  readonly domain: string | undefined;
  /** The folder of the host with a folder for each storage; undefined: storage is in volumes. */
  readonly dataFolder: string | undefined;
  /** The cluster or machine that it runs on; undefined: the one of all environments without a location. */
  readonly location: string | undefined;
  /** All services, by name: built from source, of the catalogue, from images, mocks, the edge. */
  readonly services: readonly Service[];
  /** By name. */
  readonly jobs: readonly Job[];
  /** By name. */
  readonly tests: readonly TestRun[];
  /** By name. */
  readonly stacks: readonly Stack[];
  /** The services that run in stacks and not in the environment's own set. */
  readonly listedInStacks: readonly string[];
  readonly networks: readonly Network[];
  readonly edge: Edge | undefined;
  /** The recipient of alerts. Undefined: there are no alerts. */
  readonly alerts: { readonly email: string | undefined } | undefined;
  /** Undefined: nothing is backed up. */
  readonly backups: Backups | undefined;
  /** What watches it: scrapes, rules, alerts, receivers, dashboards. Undefined: nothing does. */
  readonly monitoring: Monitoring | undefined;
  /** Secrets that are composed of others, by name. */
  readonly derivedSecrets: readonly DerivedSecret[];
  readonly targets: TargetsSpec;
  /** The targets that the environment itself sets. */
  readonly ownTargets: readonly string[];
  readonly path: SpecPath;
}

/** A part of the platform that runs on its own. */
export interface Stack {
  readonly name: string;
  readonly description: string | undefined;
  /** Its services with everything they depend on, by name. */
  readonly services: readonly string[];
  /** Its own Compose file, where the specification names one. */
  readonly file: string | undefined;
  readonly path: SpecPath;
}

/** The reverse proxy in front of what is exposed. */
export interface Edge {
  /** Its service. */
  readonly service: string;
  readonly engine: "traefik" | "nginx";
  /** Undefined: Let's Encrypt issues the certificates. */
  readonly certificate: { readonly certificate: string; readonly key: string } | undefined;
  /** Requests of a client in a second above which it is slowed down. */
  readonly rate: number;
  /** Seconds that a request can take. */
  readonly timeout: number;
  /** The address for the certificate authority. */
  readonly contact: string | undefined;
}
