/** An object of the Kubernetes API. A field that is undefined is not set. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [section: string]: unknown;
}

/** The metadata of an object. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** A map within an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object, and the workload that it belongs to; undefined: the platform as a whole. */
export interface OwnedObject {
  readonly workload: string | undefined;
  readonly object: KubernetesObject;
}

/** `Deployment/api`: unique within a namespace. */
export function identityOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}

/** The entries whose value is defined. */
export function defined<T>(entries: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Record<string, T>;
}

/** Whether a value is a map; null and lists are not. */
export function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
