import type { Environment } from "../model/platform.ts";
import { secretsDirectory } from "../model/secrets.ts";
import { settingsIn } from "../model/text.ts";
import type { EnvironmentVariable, Workload } from "../model/workload.ts";
import { containerText } from "./text.ts";
import type { VariableValues } from "./values.ts";

/**
 * The variables of a container, by name. A setting that is only part of a value is a variable of its own, which the
 * value refers to.
 */
export function environmentValues(
  workload: Workload,
  environment: Environment,
): Readonly<Record<string, VariableValues>> {
  const write = containerText(environment);
  const parts = workload.env.flatMap((variable) =>
    soleSetting(variable) === undefined ? settingsIn(variable.value) : [],
  );
  return {
    ...Object.fromEntries(parts.map((setting) => [setting, { setting }])),
    ...Object.fromEntries(workload.env.map((variable) => variableOf(variable, write))),
  };
}

function variableOf(
  variable: EnvironmentVariable,
  write: ReturnType<typeof containerText>,
): readonly [string, VariableValues] {
  const { name, value, as, secret } = variable;
  if (as === "file" && secret !== undefined) return [`${name}_FILE`, `${secretsDirectory}/${secret}`];
  if (as === "env" && secret !== undefined) return [name, { secret }];
  const setting = soleSetting(variable);
  return [name, setting === undefined ? write(value) : { setting }];
}

function soleSetting({ value, as }: EnvironmentVariable): string | undefined {
  const [part] = value;
  const isSole = as === "value" && value.length === 1 && typeof part === "object" && part.kind === "setting";
  return isSole ? part.setting : undefined;
}

/** The variables in the order in which a container has them: what others refer to comes first. */
export function ordered(env: Readonly<Record<string, VariableValues>>): readonly (readonly [string, VariableValues])[] {
  const names = Object.keys(env).sort();
  const isReferredTo = (name: string): boolean => typeof env[name] === "object";
  return [...names.filter(isReferredTo), ...names.filter((name) => !isReferredTo(name))].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}
