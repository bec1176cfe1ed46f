import { oneLine } from "../literals/comment.ts";
import type { Environment, Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import type { SpecPath } from "../spec/path.ts";
import type { KubernetesOverrideSpec } from "../spec/spec.ts";
import type { Cluster } from "./context.ts";
import { isMap, type KubernetesObject, type OwnedObject } from "./object.ts";
import { hole } from "./scope.ts";
import { problemOfObject } from "./types.ts";

/** The annotation that names the overrides of an object, with their reasons. */
const annotation = "varai-gen/overrides";

/** Applies the overrides of an environment. Those that match nothing are reported by `checkOverrides`. */
export function applyOverrides(
  objects: readonly OwnedObject[],
  { kubernetesOverrides, base }: Platform,
  environment: Environment,
): readonly OwnedObject[] {
  const own = kubernetesOverrides.filter((override) => holdsIn(override, environment, environment === base));
  if (own.length === 0) return objects;
  return objects.map((owned) => {
    const object = own
      .filter((override) => isOf(override, owned.object))
      .reduce((patched, override) => patch(patched, override) ?? patched, owned.object);
    return { ...owned, object };
  });
}

/** The base has the overrides of all environments. */
function holdsIn({ environments }: KubernetesOverrideSpec, { name }: Environment, isBase: boolean): boolean {
  return environments === undefined || (!isBase && environments.includes(name));
}

/** Names are those of Kustomize; in a chart they follow the name of the release. */
function isOf({ kind, name }: KubernetesOverrideSpec, object: KubernetesObject): boolean {
  return object.kind === kind && object.metadata.name.replace(`${hole("fullname")}-`, "") === name;
}

/** The object with the value put or removed, and the reason in an annotation; undefined where there is no such place. */
function patch(object: KubernetesObject, override: KubernetesOverrideSpec): KubernetesObject | undefined {
  const keys = override.path.split("/").slice(1).map(tokenOf);
  const patched = putAt(object, keys, override) as KubernetesObject | undefined;
  if (!patched) return undefined;
  const { metadata } = patched;
  const reason = `${override.path}: ${oneLine(override.reason)}`;
  const before = metadata.annotations?.[annotation];
  const reasons = before === undefined ? reason : `${before} ${reason}`;
  return { ...patched, metadata: { ...metadata, annotations: { ...metadata.annotations, [annotation]: reasons } } };
}

/** RFC 6901, 4. */
function tokenOf(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The value with what is at a path replaced. All keys but the last must exist, and the last one if it is removed. */
function putAt(value: unknown, [key = "", ...rest]: readonly string[], override: KubernetesOverrideSpec): unknown {
  if (Array.isArray(value)) return putInList(value, [key, ...rest], override);
  if (!isMap(value)) return undefined;
  if (rest.length > 0) {
    const inner = putAt(value[key], rest, override);
    return inner === undefined ? undefined : { ...value, [key]: inner };
  }
  if ("value" in override) return { ...value, [key]: override.value };
  if (value[key] === undefined) return undefined;
  const { [key]: _, ...others } = value;
  return others;
}

/** An item goes by its index or its name; `-` is behind the last. */
function putInList(list: readonly unknown[], [key = "", ...rest]: readonly string[], override: KubernetesOverrideSpec) {
  if (key === "-") return rest.length === 0 && "value" in override ? [...list, override.value] : undefined;
  const named = list.findIndex((item) => isMap(item) && item.name === key);
  const index = named === -1 && /^\d+$/.test(key) ? Number(key) : named;
  if (index < 0 || index >= list.length) return undefined;
  if (rest.length > 0) {
    const inner = putAt(list[index], rest, override);
    return inner === undefined ? undefined : list.with(index, inner);
  }
  return "value" in override ? list.with(index, override.value) : list.toSpliced(index, 1);
}

/** Reports overrides that match nothing, or after which the API would not accept an object. */
export function checkOverrides(clusters: readonly Cluster[], reporter: Reporter): void {
  const overrides = clusters[0]?.platform.kubernetesOverrides ?? [];
  const states = clusters.map(({ environment, unchanged }) => ({
    environment,
    objects: unchanged.map(({ object }) => object),
  }));
  for (const [index, override] of overrides.entries()) {
    const path = ["overrides", "kubernetes", index];
    for (const [place, environment] of (override.environments ?? []).entries()) {
      if (states.some((state) => state.environment.name === environment)) continue;
      reporter.report("override/no-environment", { path: [...path, "environments", place] }, { environment });
    }
    const own = states.filter(({ environment }) => holdsIn(override, environment, false));
    if (own.length > 0) checkOverride(override, path, own, reporter);
  }
}

/** Makes a change in each of the environments, and reports why it cannot be made. */
function checkOverride(
  override: KubernetesOverrideSpec,
  at: SpecPath,
  states: readonly { objects: readonly KubernetesObject[] }[],
  reporter: Reporter,
): void {
  const { kind, name, path } = override;
  const all = states.flatMap(({ objects }) => objects);
  const found = all.filter((object) => isOf(override, object));
  if (found.length === 0) {
    const names = all.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
    const known = [...new Set(names)].sort().join(", ");
    reporter.report("override/no-object", { path: [...at, "name"] }, { kind, name, known });
    return;
  }
  const patched = new Map(found.map((object) => [object, patch(object, override)]));
  const changed = [...patched.values()].filter((object) => object !== undefined);
  if (changed.length === 0) reporter.report("override/no-field", { path: [...at, "path"] }, { path, kind, name });
  const [problem] = changed.flatMap((object) => problemOfObject(object) ?? []);
  if (problem !== undefined) {
    reporter.report("override/invalid", { path: [...at, "path"] }, { kind, name, problem });
    return;
  }
  for (const state of states) state.objects = state.objects.map((object) => patched.get(object) ?? object);
}
