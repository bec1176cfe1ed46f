import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import { forms, rangeOf, type ValueType } from "../../model/value-type.ts";
import { relativePath } from "../../source/host.ts";
import type { OperatorInputs, OperatorVariable } from "../target.ts";

/** The view of `accessors/config-manager.sh`. */
export interface ManagerView {
  readonly specName: string;
  /** The output folder, relative to the folder of the script. */
  readonly up: string;
  readonly script: string;
  /** The names of the environments, separated by commas. */
  readonly names: string;
  /** The names of all variables and secrets of all environments, which may share files. */
  readonly knownVariables: string;
  readonly knownSecrets: string;
  readonly environments: readonly EnvironmentView[];
}

interface EnvironmentView {
  readonly name: string;
  readonly envFile: string;
  /** Empty: there are no files with secrets. */
  readonly secretsFolder: string;
  /** Whether the environment file holds secrets. */
  readonly hasSecrets: boolean;
  readonly variables: readonly VariableView[];
  /** Their names, separated by spaces. */
  readonly secrets: string;
}

interface VariableView {
  readonly name: string;
  readonly need: string;
  readonly expected: string;
  /** A regular expression of POSIX that the whole value matches. */
  readonly form: string;
  /** Further arguments: what the limits count, and the limits; empty: there are none. */
  readonly limits: string;
}

/** What the script that validates environments prints. `path` is relative to the output folder. */
export function managerView(platform: Platform, path: string, inputs: readonly OperatorInputs[]): ManagerView {
  const folder = path.split("/").slice(0, -1).join("/") || ".";
  const all = (names: readonly string[]): string => [...new Set(names)].sort().join(" ");
  return {
    specName: platform.specName,
    up: relativePath(folder, "."),
    script: inFolder(platform.output, path),
    names: inputs.map(({ environment }) => environment).join(", "),
    knownVariables: all(inputs.flatMap(({ variables }) => variables.map(({ name }) => name))),
    knownSecrets: all(inputs.flatMap(({ secrets }) => secrets.map(({ name }) => name))),
    environments: inputs.map(({ environment, envFile, variables, secretsFolder = "", secrets }) => ({
      name: environment,
      envFile,
      secretsFolder: secrets.length > 0 ? secretsFolder : "",
      hasSecrets: variables.some(({ isSecret }) => isSecret),
      variables: variables.map(variableView),
      secrets: secrets.map(({ name }) => name).join(" "),
    })),
  };
}

function variableView({ name, isRequired, isSecret, type }: OperatorVariable): VariableView {
  const need = isSecret ? "secret" : isRequired ? "required" : "optional";
  if (!type) return { name, need, expected: "a string", form: ".*", limits: "" };
  const range = rangeOf(type.kind);
  return {
    name,
    need,
    expected: type.expected,
    form: formOf(type),
    limits: range ? ` ${type.kind} ${type.min ?? range.min} ${type.max ?? range.max}` : "",
  };
}

/** Items with something in them, and commas between them. */
const list = "[^,]*[^, ][^,]*(,[^,]*[^, ][^,]*)*";

function formOf({ kind, choices, pattern }: ValueType): string {
  if (choices.length > 0) return choices.map((choice) => choice.replaceAll(/[\\^$.|?*+()[\]{}]/g, "\\$&")).join("|");
  if (pattern) return pattern.posix;
  if (kind === "string") return ".*";
  return kind === "list" ? list : forms[kind];
}
