import { listOf, numberOf, objectOf, pure, textOf, type Value, type Values } from "./functions.ts";
import { type Expression, parseExpression } from "./parse.ts";

/** What expressions of a template read. Whatever Azure knows is asked for by `effects`. */
export interface Scope {
  readonly parameters: Values;
  readonly variable: (name: string) => Value;
  /** The index of each loop, by name; the name of a loop of resources is empty. */
  readonly loops: ReadonlyMap<string, number>;
  readonly locals: ReadonlyMap<string, Value>;
  /** `resourceId`, `reference` and others that depend on where a template is deployed and what exists. */
  readonly effects: Readonly<Record<string, (...args: readonly Value[]) => Value>>;
}

const parsed = new Map<string, Expression>();

/** The value of a part of a template, in which strings in brackets are expressions. */
export function evaluate(part: Value, scope: Scope): Value {
  if (typeof part === "string") return evaluateString(part, scope);
  if (Array.isArray(part)) return part.map((one) => evaluate(one, scope));
  if (typeof part !== "object" || part === null) return part;
  const { copy, ...own } = part as Values;
  const values = Object.entries(own).map(([name, value]) => [evaluateString(name, scope), evaluate(value, scope)]);
  const loops = Array.isArray(copy) ? copy.map((loop: Value) => evaluateLoop(objectOf(loop), scope)) : [];
  if (copy !== undefined && !Array.isArray(copy)) throw new Error("a loop of values is not a list");
  return Object.fromEntries([...values, ...loops]) as Values;
}

/** The values of a loop that fills a property, with the name of the property. */
export function evaluateLoop({ name, count, input }: Values, scope: Scope): readonly [string, readonly Value[]] {
  const own = textOf(name);
  const length = numberOf(evaluate(count ?? null, scope));
  const values = Array.from({ length }, (_, index) =>
    evaluate(input ?? null, { ...scope, loops: new Map(scope.loops).set(own, index) }),
  );
  return [own, values];
}

function evaluateString(text: string, scope: Scope): Value {
  if (!text.startsWith("[") || !text.endsWith("]")) return text;
  if (text.startsWith("[[")) return text.slice(1);
  const expression = parsed.get(text) ?? parseExpression(text.slice(1, -1));
  parsed.set(text, expression);
  return run(expression, scope);
}

function run(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "property":
      return read(run(expression.of, scope), run(expression.name, scope));
    case "call":
      return call(expression.name, expression.args, scope);
  }
}

function read(of: Value, name: Value): Value {
  const value = (typeof of === "object" && of !== null ? (of as Values) : {})[String(name)];
  if (value === undefined) throw new Error(`${JSON.stringify(of)?.slice(0, 300)} has no '${String(name)}'`);
  return value;
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
  const at = (index: number): Value => {
    const argument = args[index];
    if (!argument) throw new Error(`${name}() lacks an argument`);
    return run(argument, scope);
  };
  switch (name) {
    case "if":
      return at(0) === true ? at(1) : at(2);
    case "parameters":
      return read(scope.parameters, at(0));
    case "variables":
      return scope.variable(textOf(at(0)));
    case "lambdaVariables":
      return scope.locals.get(textOf(at(0))) ?? null;
    case "filter":
    case "map":
      return loop(name, listOf(at(0)), args[1], scope);
    case "copyIndex": {
      const index = scope.loops.get(args.length === 0 ? "" : textOf(at(0)));
      if (index === undefined) throw new Error("copyIndex() stands outside of its loop");
      return index;
    }
    default: {
      const found = scope.effects[name] ?? pure[name];
      if (!found) throw new Error(`the function ${name}() is unknown: describe it in functions.ts`);
      return found(...args.map((argument) => run(argument, scope)));
    }
  }
}

function loop(name: "filter" | "map", list: readonly Value[], lambda: Expression | undefined, scope: Scope): Value {
  if (lambda?.kind !== "call" || lambda.name !== "lambda") throw new Error(`${name}() has no lambda`);
  const [parameter, body] = lambda.args;
  if (!parameter || !body) throw new Error("a lambda has more than one parameter");
  const resultOf = (item: Value): Value =>
    run(body, { ...scope, locals: new Map(scope.locals).set(textOf(run(parameter, scope)), item) });
  return name === "filter" ? list.filter((item) => resultOf(item) === true) : list.map(resultOf);
}
