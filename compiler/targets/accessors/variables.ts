import { describeSetting } from "../../model/describe-setting.ts";
import type { Platform } from "../../model/platform.ts";
import type { Text } from "../../model/text.ts";
import { fits, inferredKind, typeOf, type ValueType } from "../../model/value-type.ts";
import type { EnvironmentVariable, Workload } from "../../model/workload.ts";

/** A variable that a program reads, as it is in all environments. */
export interface ProgramVariable {
  readonly name: string;
  /** What it is for; empty if the specification does not tell. */
  readonly description: string;
  /** Its type; undefined for a secret. */
  readonly type: ValueType | undefined;
  /** Whether some environment has the program without the variable, or with an empty one. */
  readonly isOptional: boolean;
}

/** Variables that frameworks read themselves, and programs do not. */
const frameworks = /^(ASPNETCORE_|DOTNET_|Kestrel__|Logging__|NODE_OPTIONS$|PYTHON[A-Z]+$|JAVA_TOOL_OPTIONS$)/;

/** The variables of a service or a job, by name. */
export function variablesOf(platform: Platform, name: string): readonly ProgramVariable[] {
  const occurrences = platform.environments.flatMap(({ services, jobs }) =>
    [...services, ...jobs].filter((workload: Workload) => workload.name === name),
  );
  const names = new Set(occurrences.flatMap(({ env }) => env.map((variable) => variable.name)));
  return [...names]
    .filter((variable) => !frameworks.test(variable))
    .sort()
    .map((variable) => {
      const found = occurrences.flatMap(({ env }) => env.find((one) => one.name === variable) ?? []);
      const isOptional = found.length < occurrences.length || found.some(({ value }) => value.length === 0);
      return { name: variable, isOptional, ...describe(platform, found) };
    });
}

function describe(
  platform: Platform,
  found: readonly EnvironmentVariable[],
): Pick<ProgramVariable, "description" | "type"> {
  const [first] = found;
  const secret = found.find((variable) => variable.secret !== undefined)?.secret;
  if (secret !== undefined) {
    const description = platform.secrets.find(({ name }) => name === secret)?.description ?? "";
    return { description, type: undefined };
  }
  const setting = platform.settings.find(({ name }) => name === first?.setting);
  if (setting && found.every((variable) => variable.setting === setting.name)) {
    return { description: describeSetting(setting), type: setting.type };
  }
  return {
    description: "",
    type: typeOfValues(
      first?.name ?? "",
      found.map(({ value }) => value),
    ),
  };
}

/** What values have in common that are not settings: all are log levels, numbers, booleans or URLs, or else strings. */
function typeOfValues(name: string, found: readonly Text[]): ValueType {
  const values = found.filter((text) => text.length > 0).map(sampleOf);
  const areAll = (type: ValueType): boolean => values.length > 0 && values.every((value) => fits(type, value));
  const level = typeOf({ type: "level" });
  if (name === "LOG_LEVEL" && areAll(level)) return level;
  const format = typeOf({ enum: ["json", "text"] });
  if (name === "LOG_FORMAT" && areAll(format)) return format;
  const url = typeOf({ type: "url" });
  return areAll(url) ? url : typeOf({ type: inferredKind(values) ?? "string" });
}

/** A value of the form that a variable has; parts that are only known at deployment are host names and ports. */
function sampleOf(text: Text): string {
  return text
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind !== "service") return "x";
      return { host: "x", port: "1", origin: "http://x" }[part.attribute];
    })
    .join("");
}
