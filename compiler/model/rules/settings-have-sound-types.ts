import type { SpecPath } from "../../spec/path.ts";
import type { SettingSpec } from "../../spec/spec.ts";
import { kindOfSetting } from "../build-settings.ts";
import { portablePattern } from "../portable-pattern.ts";
import type { Reporter } from "../reporter.ts";
import { fits, rangeOf, typeOf, type ValueKind } from "../value-type.ts";
import type { SpecRule } from "./rule.ts";

/** The keys of a setting that describe values of its type apply to the type, and its example is a value. */
export const settingsHaveSoundTypes: SpecRule = ({ spec }, reporter) => {
  for (const [name, setting] of Object.entries(spec.config ?? {})) {
    const kind = kindOfSetting(spec, name);
    checkStrings(name, setting, kind, reporter);
    checkLimits(name, setting, kind, reporter);
    const { expected, ...type } = typeOf({ ...setting, type: kind });
    if (setting.example === undefined || fits({ ...type, expected }, setting.example)) continue;
    reporter.report("model/setting-of-another-type", at(name, "example"), { name, expected, key: "example" });
  }
};

function checkStrings(name: string, setting: SettingSpec, kind: ValueKind, reporter: Reporter): void {
  for (const key of ["enum", "pattern"] as const) {
    if (setting[key] === undefined || kind === "string") continue;
    reporter.report(
      "model/setting-key-without-effect",
      { ...at(name, key), half: "key" },
      { name, key, kind, types: ["string"] },
    );
  }
  const problem = setting.pattern === undefined ? undefined : portablePattern(setting.pattern).problem;
  if (problem !== undefined) reporter.report("model/setting-pattern", at(name, "pattern"), { name, problem });
}

function checkLimits(name: string, setting: SettingSpec, kind: ValueKind, reporter: Reporter): void {
  const type = typeOf({ ...setting, type: kind });
  for (const key of ["min", "max"] as const) {
    if (setting[key] === undefined || type[key] !== undefined) continue;
    if (rangeOf(kind)) {
      const { expected } = typeOf({ type: kind });
      reporter.report("model/setting-of-another-type", at(name, key), { name, expected, key });
    } else {
      reporter.report(
        "model/setting-key-without-effect",
        { ...at(name, key), half: "key" },
        { name, key, kind, types: ordered },
      );
    }
  }
  if (type.min === undefined || type.max === undefined || type.min <= type.max) return;
  const holes = { name, min: setting.min ?? "", max: setting.max ?? "" };
  reporter.report("model/setting-limits-reversed", at(name, "max"), holes);
}

function at(name: string, key: string): { readonly path: SpecPath } {
  return { path: ["config", name, key] };
}

/** The types whose values have an order. */
const ordered: readonly ValueKind[] = ["integer", "number", "duration", "size", "list"];
