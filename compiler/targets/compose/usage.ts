import { quoteShell } from "../../literals/shell.ts";
import { hostFolderOf } from "../../model/host-folder.ts";
import { secretsScript } from "../paths.ts";
import { buildSecretsOf } from "./build-view.ts";
import type { ComposeFile } from "./compose-file.ts";
import { secretsOf } from "./secrets.ts";
import { variablesOf } from "./variables.ts";

/** The header of a Compose file: the variables and secrets to set, then the commands for this file. */
export function usageOf(file: ComposeFile): readonly string[] {
  const preparation = preparationOf(file);
  return [...preparation, ...(preparation.length > 0 ? [""] : []), ...commandsOf(file)];
}

/** The steps before the first start. `.env` holds the variables, so `ps`, `logs` and `down` read them there too. */
function preparationOf(file: ComposeFile): readonly string[] {
  const required = variablesOf(file).filter(({ isRequired }) => isRequired);
  const names = [...new Set(required.map(({ name }) => name))].sort();
  const folder = file.path.split("/").slice(0, -1).join("/");
  const inFolder = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  const workloads = [...file.services, ...file.jobs, ...file.tests];
  const hasSecrets =
    file.secrets.provider === "file" &&
    workloads.some((workload) => [...secretsOf(workload), ...buildSecretsOf(file, workload)].length > 0);
  return [
    ...(names.length > 0 ? [`Set ${wrapped(names)} in ${inFolder(".env")} before the first start.`] : []),
    ...dataFolders(file),
    ...(hasSecrets ? [`Run ${secretsScript} ${file.environment.name} to create the secrets.`] : []),
  ];
}

/** The folders of the host that hold data: Docker would create them for root. */
function dataFolders({ environment, services, jobs }: ComposeFile): readonly string[] {
  const { dataFolder } = environment;
  if (dataFolder === undefined) return [];
  const commands = [...services, ...jobs].flatMap((workload) =>
    workload.storage.map((storage) => {
      const { id, group } = workload.hardening.user;
      return `  sudo install -d -o ${id} -g ${group} ${quoteShell(`${dataFolder}/${hostFolderOf(workload, storage)}`)}`;
    }),
  );
  if (commands.length === 0) return [];
  return ["Create the folders of the data, unless DATA_DIR names another place:", ...[...new Set(commands)].sort()];
}

/** `a, b and c`; a long list names the first ones. */
function wrapped(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more variables`;
  return names.length === 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function commandsOf(file: ComposeFile): readonly string[] {
  const compose = `docker compose -f ${file.path}`;
  const { tier } = file.environment;
  const isBuilt = [...file.services, ...file.jobs].some(({ origin }) => origin.kind === "built");
  const builds = isBuilt && (tier === "development" || tier === "test");
  const commands: readonly (readonly [string, string])[] = [
    ...file.tests.map(
      (test) => [`${compose} run --rm --build ${test.hostname}`, `run the ${test.name} tests`] as const,
    ),
    [
      `${compose} up -d ${builds ? "--build " : ""}--wait`,
      isBuilt && !builds ? "start, or change to another VERSION" : "start",
    ],
    [`${compose} ps`, "show the state of every service"],
    [`${compose} logs -f`, "follow the logs"],
    [
      `${compose} down${tier === "test" ? " --volumes" : ""}`,
      tier === "test" ? "stop and delete the data" : "stop; volumes are kept",
    ],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  return commands.map(([command, effect]) => `  ${command.padEnd(width)}   # ${effect}`);
}
