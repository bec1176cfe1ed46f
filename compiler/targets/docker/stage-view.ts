import { quoteDockerfile } from "../../literals/dockerfile.ts";
import { quoteList } from "../../literals/yaml.ts";
import type { Healthcheck } from "../../model/image.ts";
import type { Copy, Instruction, Settings, Stage } from "./stage.ts";

/** The columns of a line with several options. */
const lineLength = 120;

/** A stage as `docker/Dockerfile` prints it: what it inherits is left out. */
export interface StageView {
  /** Shown by `docker build --call targets`; empty: none. */
  readonly description: string;
  readonly from: string;
  readonly name: string;
  readonly instructions: readonly { readonly keyword: string; readonly parameters: string }[];
  /** The labels of each line: that of the service, and those of the platform. */
  readonly labels: readonly string[];
  readonly ports: readonly number[];
  /** Empty: as inherited. */
  readonly stopSignal: string;
  readonly healthcheck: string;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[] | null;
}

/** The view of a stage. */
export function stageView(stage: Stage, description: string): StageView {
  const inherited = stateOf(stage.from);
  const { labels = {}, ports = [], stopSignal, healthcheck, entrypoint, command } = stage.settings;
  return {
    description,
    from: nameOf(stage.from),
    name: stage.name,
    instructions: newInstructions(stage, inherited).map((instruction) => ({
      keyword: instruction.kind.toUpperCase(),
      parameters: parametersOf(instruction),
    })),
    labels: labelLines(Object.entries(labels).filter(([name, value]) => inherited.settings.labels?.[name] !== value)),
    ports: ports.filter((port) => !inherited.settings.ports?.includes(port)),
    stopSignal: stopSignal === undefined || stopSignal === inherited.settings.stopSignal ? "" : stopSignal,
    healthcheck: healthcheck ? healthcheckParameters(healthcheck) : "",
    entrypoint: unlessEqual(entrypoint, inherited.settings.entrypoint),
    command: unlessEqual(command, inherited.settings.command),
  };
}

function labelLines(labels: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const lines = [
    labels.filter(([name]) => name === "description"),
    labels.filter(([name]) => name !== "description").sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return lines
    .filter((line) => line.length > 0)
    .map((line) => line.map(([name, value]) => `org.opencontainers.image.${name}=${quoteDockerfile(value)}`).join(" "));
}

/** What an image is configured with after its last instruction, as far as its Dockerfile sets it. */
interface State {
  readonly settings: Settings;
  /** Variables, and the user and the working directory under their keywords. */
  readonly values: ReadonlyMap<string, string>;
}

function stateOf(reference: Stage | string): State {
  if (typeof reference === "string") return { settings: { stopSignal: "SIGTERM", command: [] }, values: new Map() };
  const inherited = stateOf(reference.from);
  const values = new Map(inherited.values);
  for (const instruction of reference.instructions) {
    const entry = settingOf(instruction);
    if (entry) values.set(...entry);
  }
  return { settings: { ...inherited.settings, ...reference.settings }, values };
}

/** The instructions of a stage without those that set what is set already. */
function newInstructions({ instructions }: Stage, inherited: State): readonly Instruction[] {
  const values = new Map(inherited.values);
  return instructions.filter((instruction) => {
    const entry = settingOf(instruction);
    if (!entry) return true;
    const isNew = values.get(entry[0]) !== entry[1];
    values.set(...entry);
    return isNew;
  });
}

function settingOf(instruction: Instruction): readonly [string, string] | undefined {
  switch (instruction.kind) {
    case "env":
      return [`env ${instruction.name}`, instruction.value];
    case "user":
      return ["user", instruction.user];
    case "workdir":
      return ["workdir", instruction.path];
    default:
      return undefined;
  }
}

function unlessEqual(
  words: readonly string[] | undefined,
  inherited: readonly string[] = [],
): readonly string[] | null {
  return words === undefined || JSON.stringify(words) === JSON.stringify(inherited) ? null : words;
}

function parametersOf(instruction: Instruction): string {
  switch (instruction.kind) {
    case "arg":
    case "env":
      return `${instruction.name}=${valueLiteral(instruction)}`;
    case "copy":
      return copyParameters(instruction);
    case "run": {
      const mounts = instruction.mounts.map((mount) => `--mount=${mount}`);
      return inLines(mounts, instruction.commands.join(" \\\n    && "));
    }
    case "user":
      return instruction.user;
    case "workdir":
      return instruction.path;
  }
}

/** The value of a variable of ours may refer to others, that of a build argument is data. */
function valueLiteral({ kind, value }: { readonly kind: "arg" | "env"; readonly value: string }): string {
  return kind === "env" && !value.includes(" ") ? value : quoteDockerfile(value);
}

function copyParameters({ from, owner, sources, to }: Copy): string {
  const options = [...(from === null ? [] : [`--from=${nameOf(from)}`]), ...(owner === "" ? [] : [`--chown=${owner}`])];
  return [...options, ...sources, to].join(" ");
}

/** Docker's defaults are left out (https://docs.docker.com/reference/dockerfile/#healthcheck). */
function healthcheckParameters({ command, interval, timeout, startPeriod, retries }: Healthcheck): string {
  const options = [
    ...(interval === 30 ? [] : [`--interval=${interval}s`]),
    ...(timeout === 30 ? [] : [`--timeout=${timeout}s`]),
    ...(startPeriod === 0 ? [] : [`--start-period=${startPeriod}s`]),
    ...(retries === 3 ? [] : [`--retries=${retries}`]),
  ];
  return inLines([options.join(" ")], `CMD ${quoteList(command)}`);
}

/** Options and what follows them on one line if they fit, otherwise each on its own. */
function inLines(options: readonly string[], rest: string): string {
  const line = [...options, rest].join(" ");
  const fits = options.length < 3 && !rest.includes("\n") && line.length <= lineLength;
  return fits ? line : [...options, rest].join(" \\\n    ");
}

function nameOf(reference: Stage | string): string {
  return typeof reference === "string" ? reference : reference.name;
}
