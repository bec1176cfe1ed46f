import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { secretsIn as secretsOfText, settingsIn, type Text } from "../../model/text.ts";
import type { OperatorInputs, OperatorSecret, OperatorVariable } from "../target.ts";
import { type ComposeFile, composeFiles } from "./compose-file.ts";
import { secretVariable } from "./interpolate.ts";
import { secretsOf } from "./secrets.ts";
import { variablesOf } from "./variables.ts";

/** What operators supply to the Compose files of each environment. */
export function operatorInputs(platform: Platform, reporter: Reporter): readonly OperatorInputs[] {
  const files = composeFiles(platform, reporter.muted());
  return platform.environments.flatMap(({ name }) => {
    const own = files.filter(({ environment }) => environment.name === name);
    const [first] = own;
    if (!first) return [];
    const folder = first.path.split("/").slice(0, -1).join("/");
    return [
      {
        environment: name,
        envFile: folder === "" ? ".env" : `${folder}/.env`,
        variables: variablesIn(own),
        secretsFolder: first.secrets.provider === "file" ? first.secrets.path : undefined,
        secrets: first.secrets.provider === "file" ? secretsIn(own) : [],
      },
    ];
  });
}

function variablesIn(files: readonly ComposeFile[]): readonly OperatorVariable[] {
  const found = new Map<string, OperatorVariable>();
  for (const file of files) {
    for (const { name, description, example, isRequired, isSecret } of variablesOf(file)) {
      const type = file.platform.settings.find((setting) => setting.name === name)?.type;
      const readers = workloadsOf(files)
        .filter(({ env }) => env.some(({ value, as }) => as !== "file" && namesIn(value).includes(name)))
        .map((workload) => workload.name);
      found.set(name, {
        name,
        description,
        example,
        isRequired,
        isSecret,
        type,
        readers: [...new Set(readers)].sort(),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The variables of an environment file that a value refers to. */
function namesIn(value: Text): readonly string[] {
  return [...settingsIn(value), ...secretsOfText(value).map(secretVariable)];
}

function secretsIn(files: readonly ComposeFile[]): readonly OperatorSecret[] {
  const names = [...new Set(workloadsOf(files).flatMap(secretsOf))].sort();
  return names.map((name) => {
    const secret = files[0]?.platform.secrets.find((one) => one.name === name);
    const readers = workloadsOf(files).filter((workload) => secretsOf(workload).includes(name));
    return {
      name,
      description: secret?.description ?? "Composed of other secrets.",
      isGenerated: secret === undefined || secret.generate !== undefined,
      readers: [...new Set(readers.map((reader) => reader.name))].sort(),
    };
  });
}

function workloadsOf(files: readonly ComposeFile[]): readonly ComposeFile["services" | "jobs" | "tests"][number][] {
  return files.flatMap(({ services, jobs, tests }) => [...services, ...jobs, ...tests]);
}
