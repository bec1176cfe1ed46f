import { describeSetting } from "../../model/describe-setting.ts";
import type { ComposeFile } from "./compose-file.ts";
import { secretVariable } from "./interpolate.ts";

/** A variable that Compose files read. */
export interface Variable {
  readonly name: string;
  readonly description: string;
  /** Whether services cannot start without it. */
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** The default value. */
  readonly defaultValue: string;
  readonly example: string;
}

/** The view of `compose/env`: the variables of the Compose files in a folder. */
export interface EnvView {
  readonly specName: string;
  /** Whether it is `.env`, which the user edits, and not the example. */
  readonly isOwn: boolean;
  readonly title: string;
  readonly hasSecrets: boolean;
  readonly required: readonly VariableView[];
  readonly optional: readonly VariableView[];
}

interface VariableView {
  readonly name: string;
  readonly comments: readonly string[];
  readonly value: string;
}

/** The variables of some Compose files, explained. */
export function envView(files: readonly ComposeFile[], isOwn: boolean): EnvView {
  const uses = new Map<string, { readonly variable: Variable; readonly files: Set<string> }>();
  for (const file of files) {
    for (const variable of variablesOf(file)) {
      const use = uses.get(variable.name) ?? { variable, files: new Set() };
      use.files.add(baseName(file.path));
      uses.set(variable.name, use);
    }
  }
  const sorted = [...uses.values()].sort((a, b) => (a.variable.name < b.variable.name ? -1 : 1));
  const view = ({ variable, files: users }: (typeof sorted)[number]): VariableView => ({
    name: variable.name,
    comments: [
      variable.description,
      ...(variable.example === "" ? [] : [`Example: ${variable.example}`]),
      ...(users.size === files.length ? [] : [`Used by ${[...users].join(", ")}.`]),
    ],
    value: variable.defaultValue,
  });
  return {
    specName: files[0]?.platform.specName ?? "",
    isOwn,
    hasSecrets: sorted.some(({ variable }) => variable.isSecret),
    title: `Variables of ${files.map((file) => baseName(file.path)).join(", ")}.`,
    required: sorted.filter(({ variable }) => variable.isRequired).map(view),
    optional: sorted.filter(({ variable }) => !variable.isRequired).map(view),
  };
}

/** The variables that a Compose file reads; one may be named more than once. */
export function variablesOf(file: ComposeFile): readonly Variable[] {
  const { platform, environment } = file;
  const workloads = [...file.services, ...file.jobs, ...file.tests];
  const isReleased = environment.tier === "staging" || environment.tier === "production";
  const variables: Variable[] = [];
  const add = (name: string, description: string, options: Partial<Variable> = {}): void => {
    variables.push({ name, description, isRequired: true, isSecret: false, defaultValue: "", example: "", ...options });
  };
  if (isReleased && workloads.some((workload) => workload.origin.kind === "built")) {
    add("VERSION", "Version to run: the tag of the images built from this repository.", { example: "1.2.3" });
  }
  const parts = workloads
    .flatMap((workload) => workload.env)
    .flatMap((variable) => (variable.as === "file" ? [] : variable.value));
  for (const part of parts) {
    if (typeof part === "string") continue;
    if (part.kind === "setting") {
      const setting = platform.settings.find((candidate) => candidate.name === part.setting);
      add(part.setting, setting ? describeSetting(setting) : "", { example: setting?.example ?? "" });
    }
    if (part.kind === "secret") {
      const secret = platform.secrets.find((candidate) => candidate.name === part.secret);
      add(secretVariable(part.secret), secret?.description ?? "", { isSecret: true });
    }
  }
  if (workloads.some((workload) => workload.secrets.length > 0)) {
    const defaultValue = file.secrets.path;
    add("SECRETS_DIR", "Folder with one file per secret; scripts/create-secrets.sh creates them.", {
      isRequired: false,
      defaultValue: `./${defaultValue}`,
    });
  }
  if (environment.dataFolder !== undefined) {
    add("DATA_DIR", "Folder on the host with one folder per storage.", {
      isRequired: false,
      defaultValue: environment.dataFolder,
    });
  }
  return variables;
}

function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}
