import type { SpecPath } from "../spec/path.ts";
import type { EnvironmentVariableSpec } from "../spec/spec.ts";
import { reportSettings } from "./container.ts";
import type { EnvironmentContext } from "./context.ts";
import type { References } from "./references.ts";
import type { DerivedSecrets } from "./secrets.ts";
import type { Text } from "./text.ts";
import type { EnvironmentVariable } from "./workload.ts";

/** The variables of a service, a job or a test, by name. `owner` is its path. */
export function buildEnv(
  context: EnvironmentContext,
  env: Readonly<Record<string, EnvironmentVariableSpec>>,
  owner: SpecPath,
  tools: { readonly references: References; readonly derived: DerivedSecrets },
): readonly EnvironmentVariable[] {
  const ownerName = String(owner.at(-1));
  // Sorted first: the variable that comes first names a secret that several are.
  return Object.entries(env)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, spec]) => {
      const path = [...owner, "env", name];
      const { text: value, isWhole } = tools.references.read(spec.value, path, ownerName);
      const secret = tools.derived.nameOf(value, secretName(spec.value, ownerName, name));
      if (secret !== undefined) reportSettings(context, value, path, `The secret in ${name}`);
      if (spec.as === "env" && secret === undefined && isWhole) {
        context.report("model/not-secret", { path: [...path, "as"] }, { name });
      }
      if (spec.as === "env" && !spec.reason) {
        context.report(
          "model/reason-missing",
          { path: [...path, "as"] },
          { what: `The secret in ${name}`, key: "as: env" },
        );
      }
      return {
        name,
        value,
        as: secret === undefined ? ("value" as const) : spec.as,
        secret,
        reason: spec.reason,
        setting: soleSetting(spec.value),
      };
    });
}

/** Variables of the catalogue or of varai-gen itself, which the specification's own ones replace. */
export function withVariables(
  variables: Readonly<Record<string, Text>>,
  own: readonly EnvironmentVariable[],
): readonly EnvironmentVariable[] {
  const named = new Set(own.map((variable) => variable.name));
  const further = Object.entries(variables)
    .filter(([name]) => !named.has(name))
    .map(([name, value]) => ({
      name,
      value,
      as: "value" as const,
      secret: undefined,
      reason: undefined,
      setting: undefined,
    }));
  return [...own, ...further].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The setting that a value is, and nothing else. */
function soleSetting(value: string): string | undefined {
  return /^\$\{config\.(\w+)\}$/.exec(value)?.[1];
}

/** The secret of a value: `database-url` for `${services.database.url}`, otherwise named after owner and variable. */
function secretName(text: string, owner: string, variable: string): string {
  const [, service] = /^\$\{services\.([^.}]+)\.url\}$/.exec(text) ?? [];
  if (service !== undefined) return `${service}-url`;
  return `${owner}-${variable.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`.replaceAll(/^-+|-+$/g, "");
}
