import type { Location } from "../source/source-file.ts";
import type { EnvironmentSpec } from "./spec.ts";

/** Which half of a `key: value` a finding is about. */
export type Half = "key" | "value";

/** A place in a file of the specification. An item of a list has no key, and `key:` alone has no value. */
export interface WrittenOrigin {
  readonly kind: "written";
  readonly key?: Location;
  readonly value?: Location;
  /** Whether the value is a scalar that is short for a map, as `3000` is for `{ number: 3000 }`. */
  readonly isShort?: boolean;
}

/** A default of the tier of an environment. */
export interface TierOrigin {
  readonly kind: "tier";
  readonly tier: EnvironmentSpec["tier"];
  /** The key of the service that has the default, such as `scale.min`. */
  readonly key: string;
  /** The origin of the value from which the tier computed its own, such as the limit that it halved. */
  readonly from?: Origin;
}

/** A default that the schema documents, by the key that has it, such as `service.dockerfile`. */
export interface DefaultOrigin {
  readonly kind: "default";
  readonly key: string;
}

/** A value of the catalogue's entry for an engine. */
export interface CatalogueOrigin {
  readonly kind: "catalogue";
  readonly engine: string;
  /** Where the engine is named. */
  readonly from: Origin;
}

/** A value that the repository determines, for a key that is not set. */
export interface RepositoryOrigin {
  readonly kind: "repository";
  /** The file that determines it, relative to the root of the repository. */
  readonly file: string;
}

/** Where a value of the specification comes from. */
export type Origin = WrittenOrigin | TierOrigin | DefaultOrigin | CatalogueOrigin | RepositoryOrigin;

/** The place that is written, or from whose value this one was computed; undefined for a default that stands alone. */
export function writtenOrigin(origin: Origin): WrittenOrigin | undefined {
  if (origin.kind === "written") return origin;
  if (origin.kind === "default" || origin.kind === "repository") return undefined;
  return origin.from && writtenOrigin(origin.from);
}

/** A half of a written entry. The other half stands for one that is not there. */
export function halfOf({ key, value }: WrittenOrigin, half: Half): Location {
  const location = half === "key" ? (key ?? value) : (value ?? key);
  if (!location) throw new Error("a written value has no place");
  return location;
}

/** The place of a part of a value, such as the version in `node@20`; of a value without that part, its own place. */
export function partOf(origin: Origin, part: string): Origin {
  if (origin.kind !== "written" || !origin.value) return origin;
  const { file, start, end } = origin.value;
  const offset = file.text.slice(start, end).indexOf(part);
  if (part === "" || offset < 0) return origin;
  return { ...origin, value: { file, start: start + offset, end: start + offset + part.length } };
}

/** One string for each origin, to compare origins by. */
export function originKey(origin: Origin): string {
  switch (origin.kind) {
    case "written": {
      const { file, start, end } = origin.value ?? origin.key ?? { file: { path: "" }, start: 0, end: 0 };
      return `${file.path}:${start}-${end}`;
    }
    case "tier":
      return `tier ${origin.tier} ${origin.key}`;
    case "default":
      return `default ${origin.key}`;
    case "repository":
      return `repository ${origin.file}`;
    case "catalogue":
      return `catalogue ${origin.engine}`;
  }
}
