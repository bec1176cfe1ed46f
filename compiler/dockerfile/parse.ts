import type { Copy as CopyNode, Healthcheck as HealthcheckNode, Instruction } from "dockerfile-ast";
import type { Argument, Dockerfile, Stage, Stated } from "./dockerfile.ts";
import { assignments, commandOf, copyOf, healthcheckOf, lineOf, mountsOf, secretOf, wordsOf } from "./instructions.ts";
import { Variables } from "./variables.ts";

/** Reads a Dockerfile with the given build arguments. The parser is loaded when the first one is read. */
export async function parseDockerfile(
  path: string,
  text: string,
  args: Readonly<Record<string, string>>,
): Promise<Dockerfile> {
  const { DockerfileParser } = await import("dockerfile-ast");
  const reading = new Reading(args);
  for (const instruction of DockerfileParser.parse(text).getInstructions()) reading.read(instruction);
  return { path, globals: reading.globals, stages: reading.stages };
}

type Draft = { -readonly [K in keyof Stage]: Stage[K] extends readonly (infer Item)[] ? Item[] : Stage[K] };

/**
 * Arguments that BuildKit sets (https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope),
 * for the platform that most images have.
 */
const platformArguments: Readonly<Record<string, string>> = {
  BUILDARCH: "amd64",
  BUILDOS: "linux",
  BUILDPLATFORM: "linux/amd64",
  BUILDVARIANT: "",
  TARGETARCH: "amd64",
  TARGETOS: "linux",
  TARGETPLATFORM: "linux/amd64",
  TARGETVARIANT: "",
};

/** Reads one instruction after the other. */
class Reading {
  readonly globals: Argument[] = [];
  readonly stages: Draft[] = [];
  readonly #args: Readonly<Record<string, string>>;
  readonly #globals: Variables;
  #variables: Variables;

  constructor(args: Readonly<Record<string, string>>) {
    this.#args = args;
    this.#globals = new Variables(platformArguments);
    this.#variables = this.#globals;
  }

  read(instruction: Instruction): void {
    const keyword = instruction.getKeyword().toUpperCase();
    if (keyword === "FROM") this.#from(instruction);
    else if (keyword === "ARG") this.#arg(instruction);
    else {
      const stage = this.stages.at(-1);
      if (stage) this.#inStage(keyword, instruction, stage);
    }
  }

  #from(instruction: Instruction): void {
    const words = instruction.getArguments().map((argument) => argument.getValue());
    const image = words[0] ?? "";
    const expanded = this.#globals.expand(image);
    this.#variables = new Variables();
    this.stages.push({
      name: words[1]?.toUpperCase() === "AS" ? words[2]?.toLowerCase() : undefined,
      line: lineOf(instruction),
      base: expanded,
      missing: expanded === undefined ? [...this.#globals.missing(image)] : [],
      arguments: [],
      copies: [],
      secrets: [],
      mounted: [],
      user: undefined,
      ports: [],
      volumes: [],
      healthcheck: undefined,
      command: undefined,
      entrypoint: undefined,
      stopSignal: undefined,
    });
  }

  #arg(instruction: Instruction): void {
    const stage = this.stages.at(-1);
    for (const [name, written] of assignments(instruction)) {
      const value = this.#args[name] ?? (written === undefined && stage ? this.#globals.get(name) : written);
      this.#variables.set(name, value === undefined ? undefined : (this.#variables.expand(value) ?? value));
      (stage?.arguments ?? this.globals).push({ name, hasDefault: written !== undefined, line: lineOf(instruction) });
    }
  }

  #inStage(keyword: string, instruction: Instruction, stage: Draft): void {
    const line = lineOf(instruction);
    const expand = (text: string): string => this.#variables.expand(text) ?? text;
    const stated = (): Stated<string> => ({ value: expand(instruction.getArgumentsContent() ?? ""), line });
    const list = (): readonly Stated<string>[] =>
      wordsOf(instruction)
        .flatMap((word) => expand(word).split(/\s+/))
        .map((value) => ({ value, line }));
    switch (keyword) {
      case "ENV":
        for (const [name, value] of assignments(instruction)) this.#variables.set(name, expand(value ?? ""));
        break;
      case "USER":
        stage.user = stated();
        break;
      case "STOPSIGNAL":
        stage.stopSignal = stated();
        break;
      case "EXPOSE":
        stage.ports.push(...list());
        break;
      case "VOLUME":
        stage.volumes.push(...list());
        break;
      case "CMD":
        stage.command = { value: commandOf(instruction.getArgumentsContent() ?? ""), line };
        break;
      case "ENTRYPOINT":
        stage.entrypoint = { value: commandOf(instruction.getArgumentsContent() ?? ""), line };
        // An ENTRYPOINT resets the CMD of the image that the stage starts from.
        stage.command ??= { value: { words: [], isShell: false }, line };
        break;
      case "COPY":
      case "ADD":
        stage.copies.push(copyOf(instruction as CopyNode, expand));
        break;
      case "RUN":
        stage.secrets.push(...mountsOf(instruction, "secret").map((mount) => secretOf(mount, line)));
        stage.mounted.push(
          ...mountsOf(instruction, "").flatMap(({ from }) =>
            from === undefined ? [] : [{ value: expand(from), line }],
          ),
        );
        break;
      case "HEALTHCHECK":
        stage.healthcheck = { value: healthcheckOf(instruction as HealthcheckNode, expand), line };
        break;
    }
  }
}
