import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { objectOf, type Value, type Values } from "./functions.ts";

/** A compiled template with the parameters of an environment. */
export interface Program {
  readonly template: Values;
  /** The environment variables that the parameter file reads as they are. */
  readonly variables: readonly string[];
  /** The parameters with some environment variables. */
  readonly parameters: (env: Readonly<Record<string, string>>) => Values;
}

/** `param deployApps = bool(readEnvironmentVariable('DEPLOY_APPS', 'true'))` */
const converted = /^param (\w+) = (bool|int|json)\(readEnvironmentVariable\('(\w+)', '([^']*)'\)\)$/gm;

const variable = /readEnvironmentVariable\('(\w+)', '([^']*)'\)/g;

/**
 * Compiles a parameter file with its template. The compiler is asked once: every variable has a mark as its value, which is
 * replaced for each deployment.
 */
export function compileProgram(file: string, command: string): Program {
  const text = readFileSync(file, "utf8");
  const typed = [...text.matchAll(converted)].map(([, name = "", how = "", from = "", fallback = ""]) => ({
    name,
    how,
    from,
    fallback,
  }));
  const plain = new Map(
    [...text.matchAll(variable)].flatMap(([, name = "", fallback = ""]) =>
      typed.some(({ from }) => from === name) ? [] : [[name, fallback] as const],
    ),
  );
  const marks = Object.fromEntries([...plain.keys()].map((name) => [name, `<<${name}>>`]));
  const out = execFileSync(command, ["build-params", file, "--stdout"], {
    cwd: dirname(file),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1", ...marks },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { templateJson, parametersJson } = JSON.parse(out) as Readonly<Record<string, string>>;
  const compiled = objectOf((JSON.parse(parametersJson ?? "") as Values).parameters);
  return {
    variables: [...plain.keys()],
    template: JSON.parse(templateJson ?? "") as Values,
    parameters: (env) => {
      const read = (name: string, fallback: string): string =>
        env[name] === undefined || env[name] === "" ? fallback : env[name];
      const strings = Object.entries(compiled).map(([name, parameter]) => [
        name,
        replaced(objectOf(parameter).value ?? null, (one) => read(one, plain.get(one) ?? "")),
      ]);
      const others = typed.map(({ name, from, fallback }) => [name, JSON.parse(read(from, fallback)) as Value]);
      return Object.fromEntries([...strings, ...others]) as Values;
    },
  };
}

function replaced(value: Value, read: (name: string) => string): Value {
  if (typeof value === "string") return value.replaceAll(/<<(\w+)>>/g, (_, name: string) => read(name));
  if (Array.isArray(value)) return value.map((one) => replaced(one, read));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value as Values).map(([name, one]) => [name, replaced(one, read)]));
}
