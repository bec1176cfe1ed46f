import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** The contexts of expressions, such as `github` and `needs`, as JSON. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What came before: the jobs that a job needs, or the steps before a step. */
export interface Status {
  readonly isSuccess: boolean;
  readonly isFailure: boolean;
}

const fine: Status = { isSuccess: true, isFailure: false };

/** The value of an expression, without `${{ }}`. */
export function evaluate(expression: string, contexts: Contexts, status: Status = fine): unknown {
  const constant = (name: string, value: data.ExpressionData, maxArgs = 0) =>
    [name.toLowerCase(), { name, minArgs: 0, maxArgs, call: () => value }] as const;
  const functions = new Map([
    constant("always", new data.BooleanData(true)),
    constant("cancelled", new data.BooleanData(false)),
    constant("success", new data.BooleanData(status.isSuccess)),
    constant("failure", new data.BooleanData(status.isFailure)),
    // The files of a step have always been written.
    constant("hashFiles", new data.StringData("hash"), 255),
  ]);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return JSON.parse(JSON.stringify(new Evaluator(parsed, values, functions).evaluate(), data.replacer));
}

/** The value of a string of a workflow: that of its only expression, or a string with the values of all. */
export function evaluated(text: unknown, contexts: Contexts): unknown {
  if (typeof text !== "string") return text;
  const only = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text);
  if (only) return evaluate(only[1] ?? "", contexts);
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => stringOf(evaluate(expression, contexts)));
}

/** The strings of a map, such as `env`, with their values. */
export function stringsOf(
  map: Readonly<Record<string, unknown>> | undefined,
  contexts: Contexts,
): Record<string, string> {
  const entries = Object.entries(map ?? {}).map(([name, text]) => [name, stringOf(evaluated(text, contexts))]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Whether a job or a step runs. Without a status function in its condition, what came before must have succeeded. */
export function runs(condition: unknown, contexts: Contexts, status: Status): boolean {
  const text = String(condition ?? "").replaceAll(/^\$\{\{|\}\}$/g, "") || "true";
  if (!status.isSuccess && !/\b(always|cancelled|failure|success)\(/.test(text)) return false;
  const value = evaluate(text, contexts, status);
  return value !== false && value !== "" && value !== 0 && value !== null;
}

function stringOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
