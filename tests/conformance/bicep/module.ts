import { type BicepFile, childOf, type Node, sourceOf } from "./tree.ts";

/** A parameter or an output. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly line: number;
  readonly isSecure: boolean;
  readonly hasDescription: boolean;
  /** The default of a parameter, the value of anything else. */
  readonly value: Node | undefined;
}

/** A resource or a module. */
export interface Deployed {
  readonly name: string;
  /** `Microsoft.App/jobs@2025-07-01`, or the path of a module. */
  readonly type: string;
  readonly line: number;
  readonly isExisting: boolean;
  readonly condition: Node | undefined;
  /** What it is made once for each of. */
  readonly loop: Node | undefined;
  readonly body: Node | undefined;
}

/** What a template declares. */
export interface Module {
  readonly file: BicepFile;
  readonly parameters: readonly Declared[];
  readonly variables: readonly Declared[];
  readonly outputs: readonly Declared[];
  readonly resources: readonly Deployed[];
  readonly modules: readonly Deployed[];
}

/** Reads the declarations of a template. */
export function moduleOf(file: BicepFile): Module {
  const parts: { -readonly [K in keyof Omit<Module, "file">]: Module[K][number][] } = {
    parameters: [],
    variables: [],
    outputs: [],
    resources: [],
    modules: [],
  };
  let decorators: Node | undefined;
  for (const node of file.root.children) {
    if (node.type === "decorators") decorators = node;
    if (node.type === "parameter_declaration") parts.parameters.push(declaredBy(node, decorators, file));
    if (node.type === "variable_declaration") parts.variables.push(declaredBy(node, decorators, file));
    if (node.type === "output_declaration") parts.outputs.push(declaredBy(node, decorators, file));
    if (node.type === "resource_declaration") parts.resources.push(deployedBy(node, file));
    if (node.type === "module_declaration") parts.modules.push(deployedBy(node, file));
    if (node.type.endsWith("_declaration")) decorators = undefined;
  }
  return { file, ...parts };
}

function declaredBy(node: Node, decorators: Node | undefined, file: BicepFile): Declared {
  const name = childOf(node, "identifier");
  const type = childOf(node, "type");
  const equals = node.children.findIndex((child) => child.type === "=");
  const marks = (decorators?.children ?? []).map((decorator) => sourceOf(decorator, file));
  return {
    name: name ? sourceOf(name, file) : "",
    type: type ? sourceOf(type, file) : "",
    line: node.line,
    isSecure: marks.some((mark) => mark.startsWith("@secure(")),
    hasDescription: marks.some((mark) => mark.startsWith("@description(")),
    value: equals < 0 ? undefined : node.children[equals + 1],
  };
}

function deployedBy(node: Node, file: BicepFile): Deployed {
  const name = childOf(node, "identifier");
  const type = childOf(node, "string");
  const condition = childOf(node, "if_statement");
  const loop = childOf(node, "for_statement");
  return {
    name: name ? sourceOf(name, file) : "",
    type: type ? sourceOf(type, file).slice(1, -1) : "",
    line: node.line,
    isExisting: childOf(node, "existing") !== undefined,
    condition: condition && childOf(condition, "parenthesized_expression"),
    loop,
    body: childOf(condition ?? loop ?? node, "object"),
  };
}

/** The properties of an object, by name. A name that is computed is none. */
export function propertiesOf(object: Node, file: BicepFile): ReadonlyMap<string, Node> {
  const properties = object.children.filter(({ type }) => type === "object_property");
  return new Map(
    properties.flatMap((property) => {
      const [key, value] = property.children.filter(({ named, type }) => named && type !== "comment");
      const name = key && nameOf(key, file);
      return name !== undefined && value ? [[name, value] as const] : [];
    }),
  );
}

function nameOf(key: Node, file: BicepFile): string | undefined {
  if (key.type === "identifier") return sourceOf(key, file);
  return key.type === "string" ? literalOf(key, file) : undefined;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The text of a string in which nothing is computed. */
export function literalOf(string: Node, file: BicepFile): string | undefined {
  if (string.children.some(({ type }) => type === "interpolation")) return undefined;
  const inner = sourceOf(string, file).slice(1, -1);
  return inner.replaceAll(/\\(?:u\{([0-9a-f]+)\}|(.))/gi, (_, code: string | undefined, character: string) =>
    code === undefined ? (escapes[character] ?? character) : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
