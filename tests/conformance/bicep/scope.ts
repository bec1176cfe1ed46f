import type { Declared, Deployed, Module } from "./module.ts";
import { type BicepFile, childOf, type Node, nodesIn, sourceOf } from "./tree.ts";

/** What kind of value an expression has; `any` where that is not known. */
export type Kind = "string" | "int" | "bool" | "null" | "array" | "object" | "any";

/** What a name stands for in a template. */
export type Meaning =
  | { readonly kind: "parameter" | "variable"; readonly declared: Declared }
  | { readonly kind: "resource" | "module"; readonly deployed: Deployed };

/** What the functions give that templates call. */
const functions: Readonly<Record<string, Kind>> = {
  bool: "bool",
  concat: "any",
  contains: "bool",
  empty: "bool",
  environment: "object",
  filter: "array",
  guid: "string",
  int: "int",
  join: "string",
  json: "any",
  length: "int",
  readEnvironmentVariable: "string",
  replace: "string",
  resourceGroup: "object",
  split: "array",
  string: "string",
  subscription: "object",
  subscriptionResourceId: "string",
  take: "string",
  tenant: "object",
  toLower: "string",
  union: "any",
  uniqueString: "string",
  uriComponent: "string",
};

/** The names of a template. */
export class Scope {
  readonly #meanings: ReadonlyMap<string, Meaning>;
  readonly module: Module;
  /** The modules that it deploys, by the name that they have in it. */
  readonly #modules: ReadonlyMap<string, Module>;

  constructor(module: Module, modules: ReadonlyMap<string, Module>) {
    this.module = module;
    this.#modules = modules;
    this.#meanings = new Map<string, Meaning>([
      ...module.parameters.map((declared) => [declared.name, { kind: "parameter", declared }] as const),
      ...module.variables.map((declared) => [declared.name, { kind: "variable", declared }] as const),
      ...module.resources.map((deployed) => [deployed.name, { kind: "resource", deployed }] as const),
      ...module.modules.map((deployed) => [deployed.name, { kind: "module", deployed }] as const),
    ]);
  }

  /** What a name stands for; undefined for the variable of a loop, and for one that is not known. */
  meaningOf(name: string): Meaning | undefined {
    return this.#meanings.get(name);
  }

  /** The template that a module deploys. */
  moduleOf(symbol: string): Module | undefined {
    return this.#modules.get(symbol);
  }

  /** What kind of value an expression has. */
  kindOf(node: Node): Kind {
    const { file } = this.module;
    switch (node.type) {
      case "string":
        return "string";
      case "number":
        return "int";
      case "boolean":
        return "bool";
      case "null":
        return "null";
      case "array":
      case "for_statement":
        return "array";
      case "object":
        return "object";
      case "unary_expression":
        return sourceOf(node, file).startsWith("!") ? "bool" : "int";
      case "binary_expression":
        return this.#kindOfOperation(node);
      case "identifier":
        return this.#kindOfName(sourceOf(node, file));
      case "member_expression":
        return this.#kindOfMember(node);
      case "call_expression":
        return functions[calledBy(node, file) ?? ""] ?? "any";
      default:
        return "any";
    }
  }

  #kindOfOperation(node: Node): Kind {
    const operator = node.children.find(({ named }) => !named);
    const sign = operator ? sourceOf(operator, this.module.file) : "";
    if (["==", "!=", "&&", "||", "<", ">", "<=", ">=", "=~", "!~"].includes(sign)) return "bool";
    return ["+", "-", "*", "/", "%"].includes(sign) ? "int" : "any";
  }

  #kindOfName(name: string): Kind {
    const meaning = this.meaningOf(name);
    if (meaning?.kind === "parameter") return kindOfType(meaning.declared.type);
    if (meaning?.kind === "variable" && meaning.declared.value) return this.kindOf(meaning.declared.value);
    return "any";
  }

  /** Outputs of modules have declared types; names and IDs are texts. */
  #kindOfMember(node: Node): Kind {
    const [symbol = "", first = "", second = ""] = pathOf(node, this.module.file);
    const meaning = this.meaningOf(symbol);
    if (meaning?.kind === "module" && first === "outputs") {
      const output = this.moduleOf(symbol)?.outputs.find(({ name }) => name === second);
      return output ? kindOfType(output.type) : "any";
    }
    return meaning?.kind === "resource" && (first === "id" || first === "name") ? "string" : "any";
  }
}

/** The kind of a declared type. */
export function kindOfType(type: string): Kind {
  const kinds: readonly Kind[] = ["string", "int", "bool", "array", "object"];
  return kinds.find((kind) => kind === type) ?? "any";
}

/** The names of a chain such as `app.properties.id`; of `a.?b` as of `a.b`. Empty for what is no such chain. */
export function pathOf(node: Node, file: BicepFile): readonly string[] {
  if (node.type === "identifier") return [sourceOf(node, file)];
  if (node.type !== "member_expression") return [];
  const [owner, property] = node.children.filter(({ named }) => named);
  const path = owner ? pathOf(owner, file) : [];
  return path.length > 0 && property ? [...path, sourceOf(property, file)] : [];
}

/** The function that is called; undefined for one of a resource. */
export function calledBy(call: Node, file: BicepFile): string | undefined {
  const name = childOf(call, "identifier");
  return name && sourceOf(name, file);
}

/** The functions that are known. */
export const knownFunctions: ReadonlySet<string> = new Set(Object.keys(functions));

/** The variables of the loops and of the functions without a name in a node. */
export function loopVariablesIn(node: Node, file: BicepFile): ReadonlySet<string> {
  const names = nodesIn(node).flatMap((one) => {
    if (one.type === "for_loop_parameters") return one.children.filter(({ named }) => named);
    if (one.type === "for_statement") return one.children.filter(({ type }) => type === "identifier").slice(0, 1);
    return one.type === "lambda_expression" ? one.children.filter(({ type }) => type === "identifier").slice(0, 1) : [];
  });
  return new Set(names.map((name) => sourceOf(name, file)));
}
