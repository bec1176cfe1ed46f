import type {
  Copy as CopyNode,
  Healthcheck as HealthcheckNode,
  Instruction,
  ModifiableInstruction,
} from "dockerfile-ast";
import type { Copy, SecretMount, StatedHealthcheck, Words } from "./dockerfile.ts";

/** The line of an instruction, from 1. */
export function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}

/** `NAME=value`, `NAME` or, in ENV, `NAME value`. */
export function assignments(instruction: Instruction): readonly (readonly [string, string | undefined])[] {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const [first = "", ...rest] = words;
  if (!first.includes("=") && rest.length > 0 && instruction.getKeyword().toUpperCase() === "ENV") {
    return [[first, rest.join(" ")]];
  }
  return words.map((word) => {
    const at = word.indexOf("=");
    return at < 0 ? [word, undefined] : [word.slice(0, at), unquoted(word.slice(at + 1))];
  });
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** The words of an instruction in its JSON form or separated by spaces. */
export function wordsOf(instruction: Instruction): readonly string[] {
  return (
    jsonWords(instruction.getArgumentsContent() ?? "") ?? instruction.getArguments().map((word) => word.getValue())
  );
}

/** A command in its JSON form or its shell form. */
export function commandOf(text: string): Words {
  const words = jsonWords(text);
  return words ? { words, isShell: false } : { words: ["/bin/sh", "-c", text], isShell: true };
}

/** The strings of an array in JSON; undefined for anything else. */
function jsonWords(text: string): readonly string[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A COPY or ADD instruction. `expand` replaces variables. */
export function copyOf(instruction: CopyNode, expand: (text: string) => string): Copy {
  const from = flagOf(instruction, "from");
  const paths = instruction.getHeredocs().length > 0 ? [] : wordsOf(instruction).slice(0, -1).map(expand);
  return {
    line: lineOf(instruction),
    from: from === undefined ? undefined : expand(from),
    sources: paths.filter((path) => !/^[a-z]+:\/\/|^git@/.test(path)),
  };
}

function flagOf(instruction: ModifiableInstruction, name: string): string | undefined {
  return (
    instruction
      .getFlags()
      .find((flag) => flag.getName() === name)
      ?.getValue() ?? undefined
  );
}

/** The options of the mounts of a type that a RUN instruction has; of all types for an empty string. */
export function mountsOf(instruction: Instruction, type: string): readonly Readonly<Record<string, string>>[] {
  return (instruction as ModifiableInstruction)
    .getFlags()
    .filter((flag) => flag.getName() === "mount")
    .map((flag) =>
      Object.fromEntries(
        (flag.getValue() ?? "").split(",").map((option) => [option.split("=")[0], option.split("=")[1] ?? ""]),
      ),
    )
    .filter((options) => type === "" || options.type === type);
}

/** The id of a secret is by default the name of its file (https://docs.docker.com/reference/dockerfile/#run---mounttypesecret). */
export function secretOf(mount: Readonly<Record<string, string>>, line: number): SecretMount {
  const target = mount.target ?? mount.dst ?? mount.destination ?? "";
  const isRequired = mount.required !== undefined && mount.required !== "false";
  return { id: mount.id ?? target.split("/").at(-1) ?? "", isRequired, line };
}

/** A HEALTHCHECK instruction. `expand` replaces variables. */
export function healthcheckOf(
  instruction: HealthcheckNode,
  expand: (text: string) => string,
): StatedHealthcheck | "none" {
  const [kind = "", ...rest] = (instruction.getArgumentsContent() ?? "").split(/\s+/);
  if (kind.toUpperCase() === "NONE") return "none";
  const { words } = commandOf(rest.join(" "));
  const retries = flagOf(instruction, "retries");
  return {
    command: words,
    interval: flagOf(instruction, "interval"),
    timeout: flagOf(instruction, "timeout"),
    startPeriod: flagOf(instruction, "start-period"),
    retries: retries === undefined ? undefined : Number(retries),
    request: requestOf(expand(words.join(" "))),
  };
}

/** The request of curl or wget to the container itself. */
function requestOf(command: string): StatedHealthcheck["request"] {
  const pattern =
    /\b(?:curl|wget)\b.*?\bhttp:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[\w./~%-]*)?(?=["'\s]|$)/;
  const found = pattern.exec(command);
  return found ? { port: Number(found[1] ?? 80), path: found[2] ?? "/" } : undefined;
}
