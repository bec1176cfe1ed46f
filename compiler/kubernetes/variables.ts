import { secretsDirectory } from "../model/secrets.ts";
import { settingsIn } from "../model/text.ts";
import type { EnvironmentVariable } from "../model/workload.ts";
import type { BuildContext, Runnable } from "./context.ts";
import type { Fields } from "./object.ts";
import { settingsName } from "./settings.ts";
import { containerText } from "./text.ts";

/** A variable of a container. */
type Variable = Fields & { readonly name: string };

/**
 * The variables of a container: those that others may refer to first, then by name. A setting that is part of a value is
 * a separate variable, which the value refers to.
 */
export function variablesOf(workload: Runnable, context: BuildContext): readonly Variable[] {
  const parts = workload.env.flatMap((variable) =>
    soleSetting(variable) === undefined ? settingsIn(variable.value) : [],
  );
  const write = containerText(context);
  const variables = new Map<string, Variable>(
    [
      ...parts.map((setting) => fromSetting(setting, setting, context)),
      ...workload.env.map((variable) => variableOf(variable, write, context)),
    ].map((variable) => [variable.name, variable]),
  );
  const isReferredTo = ({ valueFrom }: Fields): number => (valueFrom === undefined ? 1 : 0);
  return [...variables.values()].sort((a, b) => isReferredTo(a) - isReferredTo(b) || (a.name < b.name ? -1 : 1));
}

function variableOf(
  variable: EnvironmentVariable,
  write: ReturnType<typeof containerText>,
  context: BuildContext,
): Variable {
  const { name, value, as, secret } = variable;
  if (as === "file" && secret !== undefined) return { name: `${name}_FILE`, value: `${secretsDirectory}/${secret}` };
  if (as === "env" && secret !== undefined) {
    return { name, valueFrom: { secretKeyRef: { name: context.scope.prefix + secret, key: "value" } } };
  }
  const setting = soleSetting(variable);
  return setting === undefined ? { name, value: write(value) } : fromSetting(name, setting, context);
}

function fromSetting(name: string, setting: string, { scope }: BuildContext): Variable {
  return { name, valueFrom: { configMapKeyRef: { name: scope.prefix + settingsName, key: setting } } };
}

function soleSetting({ value, as }: EnvironmentVariable): string | undefined {
  const [part] = value;
  const isSole = as === "value" && value.length === 1 && typeof part === "object" && part.kind === "setting";
  return isSole ? part.setting : undefined;
}
