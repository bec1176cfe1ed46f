import { longBuild } from "./own-build.ts";
import { definitionNamed } from "./schema.ts";

/** Turns a short form into its long form. `text` is the value exactly as it was written. */
export type Shorthand = (value: unknown, text: string) => unknown;

/** The short form is the value of one key of the long form. */
const isThe =
  (key: string): Shorthand =>
  (value) => ({ [key]: value });

const isTheText =
  (key: string): Shorthand =>
  (_value, text) => ({ [key]: text });

/** `false` removes a stage; anything else is its command. */
const switchOrCommand: Shorthand = (value) => (typeof value === "boolean" ? { enabled: value } : { command: value });

/** `name@version` */
const nameAndVersion: Shorthand = (_value, text) => {
  const [name, version] = text.split("@");
  return version === undefined ? { name } : { name, version };
};

/** `python@3.11-slim-bookworm` */
const runtime: Shorthand = (_value, text) => {
  const [language, rest = ""] = text.split("@");
  const [version, ...variant] = rest.split("-");
  return variant.length > 0 ? { language, version, variant: variant.join("-") } : { language, version };
};

/** `250m..500m`, or the limit alone */
const range: Shorthand = (_value, text) => {
  const [first, second] = text.split("..");
  return second === undefined ? { limit: first } : { request: first, limit: second };
};

/** `grpc`, or the path of an HTTP request */
const check: Shorthand = (_value, text) => (text === "grpc" ? { grpc: {} } : { http: text });

const asList: Shorthand = (value) => [value];

const asMapOf =
  (entry: unknown): Shorthand =>
  (value) =>
    Object.fromEntries((value as readonly string[]).map((name) => [name, entry]));

/** A target is turned on by `true` and off by `false`. Settings that several targets share have no such form. */
function switches(): Readonly<Record<string, Shorthand>> {
  const targets = Object.entries(definitionNamed("targets").properties ?? {}).filter(([, { anyOf }]) => anyOf);
  return Object.fromEntries(targets.map(([name]) => [`targets.${name}`, isThe("enabled")]));
}

/** The modules of a language: one path, one module, or several. */
function modules(): Readonly<Record<string, Shorthand>> {
  const languages = ["python", "typescript", "dotnet", "go", "java"];
  return Object.fromEntries(
    languages.flatMap((name) => [
      [`accessorsTarget.${name}`, asList],
      [`accessorsTarget.${name}[]`, isThe("path")],
    ]),
  );
}

/**
 * The long form of every short form, by the key that has it: `definition.property`, or `property` where the word means
 * the same everywhere. `.*` is an entry of a map and `[]` an item of a list.
 */
export const shorthands: Readonly<Record<string, Shorthand>> = {
  cleanup: isThe("schedule"),
  ...switches(),
  ...modules(),
  build: (_value, text) => longBuild(text),
  "build.secrets[]": isThe("name"),
  "config.*": isTheText("value"),
  cpu: range,
  dashboards: asMapOf({}),
  dependsOn: asMapOf({}),
  develop: switchOrCommand,
  edge: isThe("engine"),
  "egress[]": (_value, text) => {
    const [host, port] = text.split(":");
    return { host, port: Number(port) };
  },
  engine: nameAndVersion,
  "env.*": isTheText("value"),
  routes: asList,
  "routes[]": isThe("host"),
  "external.*": isThe("url"),
  "files.*": isThe("content"),
  grpc: () => ({}),
  health: check,
  init: nameAndVersion,
  live: check,
  lockfile: isThe("path"),
  logs: isThe("engine"),
  makefile: isThe("path"),
  memory: range,
  metrics: isThe("path"),
  "metrics.names": isThe("preset"),
  "networks.*": isThe("description"),
  objective: isThe("available"),
  "observability.metrics": isThe("engine"),
  packages: isThe("run"),
  port: isThe("number"),
  "ports.*": isThe("number"),
  publish: asList,
  "publish[]": isThe("host"),
  ready: check,
  runtime,
  scale: (value) => (value === "single" ? { single: true } : { min: value, max: value }),
  secrets: isThe("provider"),
  "secrets.*": isThe("description"),
  sizeBudget: isTheText("compressed"),
  server: (_value, text) => {
    const [name, application] = text.split(" ");
    return { name, application };
  },
  source: isThe("folder"),
  start: check,
  static: isThe("folder"),
  stop: isThe("grace"),
  storage: (value) => ({ data: { size: value } }),
  "storage.*": isThe("path"),
  temporary: asMapOf("64Mi"),
  "job.test": switchOrCommand,
  "service.test": switchOrCommand,
  "backups.keep": isThe("within"),
  "backups.to": isThe("url"),
  traces: isThe("engine"),
  user: (value, text) => {
    if (typeof value === "number") return { id: value };
    const [name, id] = text.split(":");
    return { name, id: Number(id) };
  },
};
