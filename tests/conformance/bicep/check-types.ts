import { type AzureType, type ObjectType, type ResourceType, resourceType } from "./azure-types.ts";
import { type Deployed, literalOf, type Module, propertiesOf } from "./module.ts";
import { pathOf, type Scope } from "./scope.ts";
import { type Node, nodesIn, sourceOf } from "./tree.ts";

/** What Bicep itself adds to every resource. */
const ownProperties = new Set(["dependsOn", "parent", "scope"]);

/** Says what is wrong with the resources of a template, each with its line. */
export function checkTypes(module: Module, scope: Scope): readonly string[] {
  return [
    ...module.resources.flatMap((resource) => new ResourceCheck(resource, scope).run()),
    ...checkAccesses(module, scope),
  ];
}

class ResourceCheck {
  readonly #resource: Deployed;
  readonly #scope: Scope;
  readonly #findings: string[] = [];
  #type: ResourceType | undefined;

  constructor(resource: Deployed, scope: Scope) {
    this.#resource = resource;
    this.#scope = scope;
  }

  run(): readonly string[] {
    const { type, line, body, isExisting } = this.#resource;
    this.#type = resourceType(type);
    if (!this.#type) return [`${line}: there is no type ${type}`];
    if (!body) return [`${line}: the resource has no body`];
    if (!isExisting) this.#checkObject(body, this.#type.body, "");
    return this.#findings;
  }

  #report(node: Node, path: string, problem: string): void {
    this.#findings.push(`${node.line}: ${this.#resource.name}${path}: ${problem}`);
  }

  #checkObject(node: Node, type: ObjectType, path: string): void {
    const { file } = this.#scope.module;
    const properties = propertiesOf(node, file);
    const chosen = this.#elementOf(node, type, properties, path);
    const allowed = { ...type.object, ...chosen?.object };
    const additional = chosen?.additional ?? type.additional;
    for (const [name, value] of properties) {
      if (path === "" && ownProperties.has(name)) continue;
      const property = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
      if (property) {
        const [flags, expected] = property;
        if (flags.includes("o")) this.#report(value, `${path}.${name}`, "it can only be read");
        else this.#check(value, expected, `${path}.${name}`, flags.includes("r"));
      } else if (additional === undefined) {
        this.#report(
          value,
          `${path}.${name}`,
          `there is no such property; there are ${Object.keys(allowed).join(", ")}`,
        );
      } else this.#check(value, additional, `${path}.${name}`, true);
    }
    for (const [name, [flags]] of Object.entries(allowed)) {
      const isGiven = properties.has(name) || flags.includes("o");
      if (flags.includes("r") && !isGiven) this.#report(node, path, `'${name}' is missing`);
    }
  }

  /** Which of several an object is, by the property that says so. */
  #elementOf(
    node: Node,
    { by, elements }: ObjectType,
    properties: ReadonlyMap<string, Node>,
    path: string,
  ): ObjectType | undefined {
    if (by === undefined || !elements) return undefined;
    const said = properties.get(by);
    const value = said && literalOf(said, this.#scope.module.file);
    const element = value === undefined ? undefined : elements[value];
    if (typeof element === "object" && "ref" in element) return this.#type?.typeOf(element.ref);
    this.#report(said ?? node, path, `'${by}' has to be one of ${Object.keys(elements).join(", ")}`);
    return undefined;
  }

  #check(node: Node, type: AzureType, path: string, isRequired: boolean): void {
    const inner = innerValues(node, this.#scope);
    if (inner) {
      for (const one of inner) this.#check(one, type, path, isRequired);
      return;
    }
    const kind = this.#scope.kindOf(node);
    if (kind === "null" && isRequired) this.#report(node, path, "it has to have a value");
    if (kind === "null" || kind === "any" || type === "any") return;
    if (typeof type === "object" && "array" in type) this.#checkArray(node, type.array, path, kind);
    else if (typeof type === "object" && "ref" in type) this.#checkReferred(node, type.ref, path, kind);
    else this.#checkScalar(node, type, path, kind);
  }

  #checkReferred(node: Node, name: string, path: string, kind: string): void {
    if (node.type === "object" && this.#type) this.#checkObject(node, this.#type.typeOf(name), path);
    else if (kind !== "object") this.#report(node, path, `an object belongs here, not ${kind}`);
  }

  #checkScalar(node: Node, type: AzureType, path: string, kind: string): void {
    const { file } = this.#scope.module;
    const expected = scalarKind(type);
    if (kind !== expected) this.#report(node, path, `${expected} belongs here, not ${kind}`);
    else if (node.type === "string") this.#checkText(node, literalOf(node, file), type, path);
    else if (node.type === "number") this.#checkNumber(node, Number(sourceOf(node, file)), type, path);
  }

  #checkArray(node: Node, item: AzureType, path: string, kind: string): void {
    if (kind !== "array") {
      this.#report(node, path, `an array belongs here, not ${kind}`);
      return;
    }
    const items = node.type === "for_statement" ? node.children.slice(-2) : node.children;
    const values = items.filter(({ named, type }) => named && type !== "comment");
    values.forEach((value, index) => {
      this.#check(value, item, `${path}[${index}]`, true);
    });
  }

  #checkText(node: Node, text: string | undefined, type: AzureType, path: string): void {
    if (text === undefined || typeof type !== "object") return;
    if ("enum" in type && !type.enum.includes(text)) {
      this.#report(node, path, `'${text}' is none of ${type.enum.join(", ")}`);
    }
    if (!("string" in type)) return;
    const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = type.string;
    if (text.length < min || text.length > max)
      this.#report(node, path, `'${text}' has not ${min} to ${max} characters`);
    if (pattern !== undefined && !new RegExp(pattern).test(text)) {
      this.#report(node, path, `'${text}' is not like ${pattern}`);
    }
  }

  #checkNumber(node: Node, number: number, type: AzureType, path: string): void {
    if (typeof type !== "object" || !("int" in type)) return;
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = type.int;
    if (number < min || number > max) this.#report(node, path, `${number} is not between ${min} and ${max}`);
  }
}

function scalarKind(type: AzureType): string {
  if (typeof type === "string") return type;
  return "int" in type ? "int" : "string";
}

/** The values that an expression chooses from, or the value of a variable; undefined for one that is a value itself. */
function innerValues(node: Node, scope: Scope): readonly Node[] | undefined {
  const named = node.children.filter((child) => child.named);
  if (node.type === "parenthesized_expression") return named;
  if (node.type === "ternary_expression") return named.slice(1);
  if (node.type !== "identifier") return undefined;
  const meaning = scope.meaningOf(sourceOf(node, scope.module.file));
  return meaning?.kind === "variable" && meaning.declared.value ? [meaning.declared.value] : undefined;
}

/** What is read of a resource has to be there. */
function checkAccesses(module: Module, scope: Scope): readonly string[] {
  const { file } = module;
  return nodesIn(file.root)
    .filter(({ type }) => type === "member_expression")
    .flatMap((node) => {
      const [symbol = "", ...path] = pathOf(node, file);
      const meaning = scope.meaningOf(symbol);
      const type = meaning?.kind === "resource" ? resourceType(meaning.deployed.type) : undefined;
      if (!type || path[0]?.startsWith("list")) return [];
      const unknown = unknownIn(path, type);
      return unknown === undefined ? [] : [`${node.line}: ${symbol}: there is no property '${unknown}'`];
    });
}

/** The first name of a path that a resource does not have. */
function unknownIn(path: readonly string[], { body, typeOf }: ResourceType): string | undefined {
  let type: ObjectType | undefined = body;
  for (const name of path) {
    if (!type) return undefined;
    const property: readonly [string, AzureType] | undefined = type.object[name];
    if (!property) return type.additional || type.elements ? undefined : name;
    const next: AzureType = property[1];
    type = typeof next === "object" && "ref" in next ? typeOf(next.ref) : undefined;
  }
  return undefined;
}
