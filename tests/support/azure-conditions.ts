// Conditions of Azure Pipelines (https://learn.microsoft.com/azure/devops/pipelines/process/expressions).

/** What a condition refers to. */
export interface Scope {
  readonly variables: Readonly<Record<string, string>>;
  readonly state: "succeeded" | "failed" | "canceled";
  /** Results and outputs of stages or jobs, by name. */
  readonly dependencies: Readonly<
    Record<string, { readonly result: string; readonly outputs: Readonly<Record<string, string>> }>
  >;
}

type Value = string | boolean;

const functions: Readonly<Record<string, (values: readonly Value[], scope: Scope) => boolean>> = {
  always: () => true,
  and: (values) => values.every(Boolean),
  canceled: (_, { state }) => state === "canceled",
  contains: ([text, part]) => lower(text).includes(lower(part)),
  endsWith: ([text, end]) => lower(text).endsWith(lower(end)),
  eq: ([left, right]) => lower(left) === lower(right),
  failed: (_, { state }) => state === "failed",
  in: ([value, ...others]) => others.some((other) => lower(other) === lower(value)),
  ne: ([left, right]) => lower(left) !== lower(right),
  not: ([value]) => !value,
  or: (values) => values.some(Boolean),
  startsWith: ([text, start]) => lower(text).startsWith(lower(start)),
  succeeded: (_, { state }) => state === "succeeded",
};

/** Comparisons ignore case. */
function lower(value: Value | undefined): string {
  return String(value).toLowerCase();
}

/** Whether a condition holds. Throws for what Azure Pipelines does not know. */
export function conditionHolds(condition: string, scope: Scope): boolean {
  const [value, rest] = valueAt(condition.trim(), scope);
  if (rest.trim() !== "") throw new Error(`'${rest}' follows a condition`);
  return value === true;
}

/** The value at the start of a text, and the rest. */
function valueAt(text: string, scope: Scope): readonly [Value, string] {
  const literal = /^'((?:[^']|'')*)'/.exec(text);
  if (literal) return [(literal[1] ?? "").replaceAll("''", "'"), text.slice(literal[0].length)];
  const variable = /^variables\['([^']+)'\]/.exec(text);
  if (variable) return [scope.variables[variable[1] ?? ""] ?? "", text.slice(variable[0].length)];
  const result = /^dependencies\.(\w+)\.result/.exec(text);
  if (result) return [dependency(scope, result[1] ?? "").result, text.slice(result[0].length)];
  const output = /^dependencies\.(\w+)\.outputs\['([^']+)'\]/.exec(text);
  if (output) {
    return [dependency(scope, output[1] ?? "").outputs[output[2] ?? ""] ?? "", text.slice(output[0].length)];
  }
  return callAt(text, scope);
}

function dependency(scope: Scope, name: string): Scope["dependencies"][string] {
  const found = scope.dependencies[name];
  if (!found) throw new Error(`the condition depends on '${name}', which is not in dependsOn`);
  return found;
}

function callAt(text: string, scope: Scope): readonly [Value, string] {
  const name = /^(\w+)\(\s*/.exec(text);
  const apply = functions[name?.[1] ?? ""];
  if (!name || !apply) throw new Error(`'${text}' is not a value`);
  let rest = text.slice(name[0].length);
  const values: Value[] = [];
  while (!rest.startsWith(")")) {
    const [value, after] = valueAt(rest, scope);
    values.push(value);
    rest = after.replace(/^\s*,\s*/, "").trimStart();
  }
  return [apply(values, scope), rest.slice(1)];
}
