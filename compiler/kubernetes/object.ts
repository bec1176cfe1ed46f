/** An object of the Kubernetes API. What is undefined in it is not there. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [section: string]: unknown;
}

/** What every object is known by. */
export interface Metadata {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A map of an object, on the way to becoming one. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as it is written: its keys sorted, and without what is undefined. Lists keep their order. */
export function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Fields;
  const tidied: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) if (fields[key] !== undefined) tidied[key] = tidy(fields[key]);
  return tidied;
}

/** What tells an object from all others of its namespace. */
export function identityOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}

/** Entries whose value is not undefined, by name. */
export function defined<T>(entries: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Record<string, T>;
}
