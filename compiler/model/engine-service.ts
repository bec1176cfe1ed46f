import { type Engine, engineLike, engineOf, engines } from "../catalog/engine.ts";
import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import { type EngineUse, fillTemplate, passwordOf } from "./engine-text.ts";
import { buildEngineHealth } from "./health.ts";
import { hasOrigin } from "./origin.ts";
import type { Health } from "./service.ts";
import { literalOf, soleSecret, type Text } from "./text.ts";
import type { Tools } from "./tools.ts";
import type { EngineOrigin } from "./workload.ts";

/** What a service of the catalogue has from its entry, with the placeholders filled in. */
export interface EngineParts {
  readonly entry: Engine;
  readonly origin: EngineOrigin;
  readonly image: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, Text>>;
  readonly health: Health;
  /** The secrets whose files its values name. */
  readonly secrets: readonly string[];
}

type Use = Omit<EngineUse, "inAddress">;

/** The catalogue's part of a service; undefined for one that is not from the catalogue, or from an unknown entry. */
export function buildEngineParts(name: string, spec: ServiceSpec, tools: Tools): EngineParts | undefined {
  const entry = spec.engine && engineOf(spec.engine.name, spec.engine.version);
  if (!spec.engine) return undefined;
  const path: SpecPath = ["services", name];
  if (!entry) {
    const suggestion = engineLike(spec.engine.name);
    const extras = suggestion === undefined ? {} : { replacement: suggestion };
    const holes = { engine: spec.engine.name, suggestion, known: [...engines.keys()] };
    tools.context.report(
      "model/unknown-engine",
      { path: [...path, "engine"], within: spec.engine.name },
      holes,
      extras,
    );
    return undefined;
  }
  checkVersion(entry, spec.engine.version, tools, path);
  checkCredentials(entry, spec, tools, path);
  const use: Use = { name, engine: entry, service: spec, references: tools.references };
  const needs = needsOf(use, tools, path);
  const image = imageOf(entry, spec, tools, path);
  return { ...partsOf({ ...use, needs, inAddress: false }, spec.engine.version ?? entry.version), image };
}

function partsOf(use: EngineUse, version: string): Omit<EngineParts, "image"> {
  const { engine, service } = use;
  const mounted = new Set<string>();
  const fill = (template: string): Text => {
    for (const secret of secretFilesNamed(template, use)) mounted.add(secret);
    return fillTemplate(template, use);
  };
  // Commands are run in a container, whose name for another service only the target knows: they hold literals alone.
  const fillLiteral = (template: string): string => literalOf(fill(template)) ?? template;
  const environment = Object.fromEntries(Object.entries(engine.environment).map(([key, value]) => [key, fill(value)]));
  const parameters = parametersOf(engine, service);
  const logging = loggingOf(engine, service);
  return {
    entry: engine,
    origin: originOf(use, version),
    entrypoint: engine.entrypoint.map(fillLiteral),
    command: [...engine.command.map(fillLiteral), ...logging.args, ...parameters.args],
    environment: { ...environment, ...logging.variables, ...parameters.variables },
    health: buildEngineHealth(service, engine, fillLiteral),
    secrets: [...mounted],
  };
}

/** The image that the specification names, or the official one. */
function imageOf(entry: Engine, spec: ServiceSpec, tools: Tools, path: SpecPath): string {
  const { version = entry.version, image } = spec.engine ?? {};
  if (image === undefined) return `${entry.image}:${entry.tag.replace("{version}", version)}`;
  return tools.references.resolveLiteral(image, [...path, "engine", "image"], String(path.at(-1))) ?? "";
}

function originOf(use: EngineUse, version: string): EngineOrigin {
  const { engine, service } = use;
  return {
    kind: "engine",
    engine: engine.name,
    version,
    username: service.username ?? engine.defaults.username,
    database: service.database ?? engine.defaults.database,
    password: soleSecret(passwordOf(use)),
    parameters: service.parameters ?? {},
    url: fillTemplate(engine.url, { ...use, inAddress: true }),
  };
}

/** The secrets whose files a template names, its own and those of the services it needs. */
function secretFilesNamed(template: string, use: EngineUse): readonly string[] {
  return [...template.matchAll(/\{(?:([a-z]+)\.)?password-file\}/g)].flatMap(([, need]) => {
    const owner = need === undefined ? use : use.needs?.get(need);
    const secret = owner && soleSecret(passwordOf(owner));
    return secret ?? [];
  });
}

/** Variables and arguments that an engine is given. */
interface Given {
  readonly variables: Readonly<Record<string, Text>>;
  readonly args: readonly string[];
}

/** The log level and the log format in the engine's own words. */
function loggingOf({ logging = {} }: Engine, service: ServiceSpec): Given {
  const given = (["level", "format"] as const).flatMap((key) => {
    const form = logging[key];
    const value = service.logging?.[key];
    return form && value !== undefined ? [{ form, value: form.values?.[value] ?? value }] : [];
  });
  return {
    variables: Object.fromEntries(
      given.flatMap(({ form, value }) => (form.variable === undefined ? [] : [[form.variable, [value]] as const])),
    ),
    args: given.flatMap(
      ({ form, value }) => form.arguments?.map((argument) => argument.replace("{value}", value)) ?? [],
    ),
  };
}

function parametersOf(engine: Engine, service: ServiceSpec): Given {
  const parameters = Object.entries(service.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const form = engine.parameters;
  if (!form) return { variables: {}, args: [] };
  if ("variable" in form) {
    const variables = parameters.map(([name, value]) => [form.variable.replace("{name}", name), [value]] as const);
    return { variables: Object.fromEntries(variables), args: [] };
  }
  const args = parameters.flatMap(([name, value]) =>
    form.arguments.map((argument) => argument.replace("{name}", () => name).replace("{value}", () => value)),
  );
  return { variables: {}, args };
}

/** The services that stand for the engine's needs: the first of its dependencies, by name, whose engine will do. */
function needsOf(use: Use, tools: Tools, path: SpecPath): ReadonlyMap<string, Use> {
  const { services } = tools.context.environment;
  const needs = new Map<string, Use>();
  for (const [need, alternatives] of Object.entries(use.engine.needs)) {
    const candidates = Object.keys(use.service.dependsOn ?? {}).sort();
    const name = candidates.find((candidate) => alternatives.includes(services[candidate]?.engine?.name ?? ""));
    const isObscure = candidates.some((candidate) => services[candidate] && !hasOrigin(services[candidate]));
    const service = name === undefined ? undefined : services[name];
    const engine = service?.engine && engineOf(service.engine.name, service.engine.version);
    if (name !== undefined && service && engine) {
      needs.set(need, { name, engine, service, references: use.references });
    } else if (!isObscure) {
      tools.context.report(
        "model/engine-needs",
        { path, half: "key" },
        { engine: use.engine.name, need, alternatives },
      );
    }
  }
  return needs;
}

function checkVersion(entry: Engine, version: string | undefined, tools: Tools, path: SpecPath): void {
  if (version === undefined || new RegExp(`^(${entry.versions})$`).test(version)) return;
  const holes = { engine: entry.name, version, known: entry.version };
  tools.context.report("model/unknown-engine-version", { path: [...path, "engine"], within: version }, holes);
}

function checkCredentials(entry: Engine, spec: ServiceSpec, tools: Tools, path: SpecPath): void {
  for (const key of ["username", "password", "database"] as const) {
    const rule = entry.credentials[key];
    if (spec[key] === undefined && rule === "required") {
      tools.context.report("model/engine-requires", { path, half: "key" }, { engine: entry.name, key });
    } else if (spec[key] !== undefined && rule === undefined) {
      tools.context.report("model/engine-without", { path: [...path, key], half: "key" }, { engine: entry.name, key });
    }
  }
  if (spec.username !== undefined && entry.reservedUsernames.includes(spec.username)) {
    const holes = { engine: entry.name, service: String(path.at(-1)), username: spec.username };
    tools.context.report("model/username-reserved", { path: [...path, "username"] }, holes);
  }
  if (spec.parameters && !entry.parameters) {
    const holes = { engine: entry.name, key: "parameters" };
    tools.context.report("model/engine-without", { path: [...path, "parameters"], half: "key" }, holes);
  }
  if (spec.password === undefined) return;
  tools.references.resolveSecret(spec.password, [...path, "password"], "A password");
}
