import { effectsOf } from "./effects.ts";
import { evaluate, evaluateLoop, type Scope } from "./evaluate.ts";
import { numberOf, objectOf, textOf, type Value, type Values } from "./functions.ts";
import type { World } from "./world.ts";

/** Where and how a template is deployed. */
export interface Place {
  readonly group: string;
  /** The name of the deployment. */
  readonly name: string;
  /** Which of the resources that could be deployed at the same time comes first. */
  readonly order: "first" | "last";
}

/** A resource of a template, or one of a loop of resources: `entries[0]`. */
export interface Instance {
  readonly symbol: string;
  readonly body: Values;
  readonly scope: Scope;
  readonly isExisting: boolean;
  readonly isDeployed: boolean;
  readonly dependsOn: readonly string[];
}

/** The resources of a template by symbol, and what the deployed ones look like. */
export interface Progress {
  readonly known: Map<string, Instance>;
  readonly done: Map<string, Value>;
}

/** Deploys a template, and returns its outputs. Throws what Azure would report. */
export function deployTemplate(template: Values, given: Values, world: World, place: Place): Values {
  const progress: Progress = { known: new Map(), done: new Map() };
  const scope = scopeOf(template, given, world, place, progress);
  for (const instance of instancesOf(template, scope)) progress.known.set(instance.symbol, instance);
  const waiting = [...progress.known.values()].filter(({ isExisting }) => !isExisting);
  while (waiting.length > 0) {
    const isReady = ({ dependsOn }: Instance): boolean =>
      dependsOn.every((name) => waiting.every(({ symbol }) => symbol !== name && !symbol.startsWith(`${name}[`)));
    const at = place.order === "first" ? waiting.findIndex(isReady) : waiting.findLastIndex(isReady);
    const [next] = at < 0 ? [] : waiting.splice(at, 1);
    if (!next) throw new Error(`these wait for each other: ${waiting.map(({ symbol }) => symbol).join(", ")}`);
    if (next.isDeployed) progress.done.set(next.symbol, deployOne(next, world, place));
  }
  const outputs = Object.entries(objectOf(template.outputs ?? {})).map(([name, output]) => {
    const { value = null, copy } = objectOf(output);
    const list = copy === undefined ? evaluate(value, scope) : evaluateLoop({ name: "", ...objectOf(copy) }, scope)[1];
    return [name, { value: list }] as const;
  });
  world.record({ kind: "outputs", id: place.name, body: Object.fromEntries(outputs) });
  return Object.fromEntries(outputs);
}

function scopeOf(template: Values, given: Values, world: World, place: Place, progress: Progress): Scope {
  const parameters: Record<string, Value> = {};
  const variables = objectOf(template.variables ?? {});
  const memory = new Map<string, Value>();
  const scope: Scope = {
    parameters,
    variable: (name) => {
      if (!memory.has(name)) memory.set(name, variableOf(variables, name, scope));
      return memory.get(name) ?? null;
    },
    loops: new Map(),
    locals: new Map(),
    effects: effectsOf(world, place, progress),
  };
  const declared = objectOf(template.parameters ?? {});
  for (const [name, declaration] of Object.entries(declared)) {
    const { defaultValue, nullable } = objectOf(declaration);
    if (name in given) parameters[name] = given[name] ?? null;
    else if (defaultValue !== undefined) parameters[name] = evaluate(defaultValue, scope);
    else if (nullable === true) parameters[name] = null;
    else throw new Error(`${place.name}: the parameter ${name} has no value`);
  }
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`${place.name}: the parameters ${unknown.join(", ")} do not exist`);
  const plain = Object.keys(declared).filter((name) => !isSecure(objectOf(declared[name]), template));
  world.record({
    kind: "parameters",
    id: place.name,
    body: Object.fromEntries(plain.map((name) => [name, parameters[name] ?? null])),
  });
  return scope;
}

function variableOf(variables: Values, name: string, scope: Scope): Value {
  if (name in variables && name !== "copy") return evaluate(variables[name] ?? null, scope);
  const loop = ((variables.copy ?? []) as readonly Values[]).find((one) => one.name === name);
  if (!loop) throw new Error(`the variable ${name} does not exist`);
  return evaluateLoop(loop, scope)[1];
}

function isSecure({ type, $ref }: Values, template: Values): boolean {
  if ($ref !== undefined) {
    return isSecure(objectOf(objectOf(template.definitions)[textOf($ref).replace("#/definitions/", "")]), template);
  }
  return ["securestring", "secureobject"].includes(textOf(type).toLowerCase());
}

function instancesOf(template: Values, scope: Scope): readonly Instance[] {
  const resources = template.resources ?? {};
  const named = Array.isArray(resources)
    ? resources.map((body, index) => [`resource${index}`, objectOf(body)] as const)
    : Object.entries(resources as Values).map(([symbol, body]) => [symbol, objectOf(body)] as const);
  return named.flatMap(([symbol, body]) => {
    if (body.copy === undefined) return [instanceOf(symbol, body, scope)];
    const count = numberOf(evaluate(objectOf(body.copy).count ?? null, scope));
    const { copy: _, ...own } = body;
    return Array.from({ length: count }, (__, index) =>
      instanceOf(`${symbol}[${index}]`, own, { ...scope, loops: new Map([["", index]]) }),
    );
  });
}

function instanceOf(symbol: string, body: Values, scope: Scope): Instance {
  const { existing, condition, dependsOn = [], ...own } = body;
  return {
    symbol,
    body: own,
    scope,
    isExisting: existing === true,
    isDeployed: condition === undefined || evaluate(condition, scope) === true,
    dependsOn: (evaluate(dependsOn, scope) as readonly Value[]).map(textOf),
  };
}

function deployOne({ symbol, body, scope }: Instance, world: World, place: Place): Value {
  if (body.type !== "Microsoft.Resources/deployments") {
    const resource = objectOf(evaluate(body, scope));
    return world.put(idOf(resource, place.group), resource);
  }
  const { template = {}, parameters = {} } = objectOf(body.properties);
  const group = textOf(evaluate(body.resourceGroup ?? place.group, scope));
  const given = objectOf(evaluate(parameters, scope));
  const values = Object.entries(given).map(([name, parameter]) => [name, objectOf(parameter).value ?? null] as const);
  const inner = { ...place, group, name: `${place.name}/${symbol}` };
  world.record({ kind: "deployment", id: `${group}/${textOf(evaluate(body.name ?? "", scope))}`, body: {} });
  return { outputs: deployTemplate(objectOf(template), Object.fromEntries(values), world, inner) };
}

/** The ID of a resource, whose name has a part for each part of its type after the first. */
export function idOf({ type, name, scope }: Values, group: string): string {
  const base = scope === undefined ? `/subscriptions/s/resourceGroups/${group}` : textOf(scope);
  return `${base}/providers/${pathOf(textOf(type), textOf(name).split("/"))}`;
}

/** `A.B/c/d` and the names `x`, `y` are `A.B/c/x/d/y`. */
export function pathOf(type: string, names: readonly string[]): string {
  const [namespace = "", ...kinds] = type.split("/");
  if (kinds.length !== names.length) throw new Error(`${type} has another number of names: ${names.join(", ")}`);
  return [namespace, ...kinds.flatMap((kind, index) => [kind, names[index]])].join("/");
}
