import type { Spec } from "../spec/normalize.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Setting } from "./platform.ts";
import { References } from "./references.ts";
import { literalOf } from "./text.ts";
import { fits, inferredKind, typeOf, type ValueKind } from "./value-type.ts";

/** The declared settings, by name, with their types. */
export function buildSettings(spec: Spec): readonly Setting[] {
  return Object.entries(spec.config ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, setting]) => ({
      name,
      description: setting.description ?? "",
      required: setting.required,
      example: setting.example,
      type: typeOf({ ...setting, type: kindOfSetting(spec, name) }),
      path: ["config", name],
    }));
}

/** The type of a setting: the one that is stated, or that of its values in all environments, its limits and its example. */
export function kindOfSetting(spec: Spec, name: string): ValueKind {
  const setting = spec.config?.[name];
  if (setting?.type !== undefined) return setting.type;
  if (setting?.enum || setting?.pattern !== undefined) return "string";
  const values = spec.merged.flatMap(({ config }) => config[name]?.value ?? []);
  const further = [setting?.min, setting?.max, setting?.example].filter((value) => value !== undefined);
  return inferredKind([...values, ...further]) ?? "string";
}

/** Reports values of an environment that are not of the type of their setting. Values that operators supply are not known. */
export function checkSettings(context: EnvironmentContext, settings: readonly Setting[]): void {
  const references = new References(context.in(context.environment));
  for (const { name, type, path } of settings) {
    const written = context.environment.config[name]?.value;
    if (written === undefined) continue;
    const value = literalOf(references.resolve(written, [...path, "value"]));
    if (value === undefined || value === "" || fits(type, value)) continue;
    context.report("model/setting-of-another-type", { path: [...path, "value"] }, { name, expected: type.expected });
  }
}
