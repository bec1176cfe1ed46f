import { type Deployed, type Module, propertiesOf } from "./module.ts";
import { calledBy, type Kind, kindOfType, knownFunctions, loopVariablesIn, pathOf, type Scope } from "./scope.ts";
import { type BicepFile, type Node, nodesIn, sourceOf } from "./tree.ts";

/** Says which names of a template lead nowhere, and which nobody uses, each with its line. */
export function checkReferences(module: Module, scope: Scope): readonly string[] {
  return [
    ...checkNames(module, scope),
    ...checkUses(module),
    ...checkDescriptions(module),
    ...checkOutputs(module, scope),
    ...checkStarts(module, scope),
    ...module.modules.flatMap((one) => checkCall(one, scope)),
  ];
}

/** Where a name is used as one, and neither as a key nor as a declaration. */
function usesIn(file: BicepFile): readonly Node[] {
  const used = (node: Node): readonly Node[] => {
    const keys = new Set<Node>();
    if (node.type === "object_property" || node.type === "call_expression" || node.type.endsWith("_declaration")) {
      const [name] = node.children.filter(({ type }) => type === "identifier");
      if (name && (node.type !== "object_property" || node.children[0] === name)) keys.add(name);
    }
    const own = node.children.filter((child) => child.type === "identifier" && !keys.has(child));
    return [...own, ...node.children.flatMap(used)];
  };
  return used(file.root);
}

function checkNames({ file }: Module, scope: Scope): readonly string[] {
  const loops = loopVariablesIn(file.root, file);
  const unknown = usesIn(file)
    .filter((node) => !scope.meaningOf(sourceOf(node, file)) && !loops.has(sourceOf(node, file)))
    .map((node) => `${node.line}: nothing is called ${sourceOf(node, file)}`);
  const calls = nodesIn(file.root)
    .filter(({ type }) => type === "call_expression")
    .flatMap((node) => {
      const name = calledBy(node, file);
      const isDecorator = ["description", "secure", "minValue", "maxValue", "batchSize"].includes(name ?? "");
      return name === undefined || isDecorator || knownFunctions.has(name)
        ? []
        : [`${node.line}: there is no function ${name}`];
    });
  return [...unknown, ...calls];
}

/** Parameters, variables and existing resources are there to be used. */
function checkUses({ file, parameters, variables, resources }: Module): readonly string[] {
  const used = new Set(usesIn(file).map((node) => sourceOf(node, file)));
  return [...parameters, ...variables, ...resources.filter(({ isExisting }) => isExisting)]
    .filter(({ name }) => !used.has(name))
    .map(({ name, line }) => `${line}: nobody uses ${name}`);
}

function checkDescriptions({ parameters, variables, outputs }: Module): readonly string[] {
  return [...parameters, ...variables, ...outputs]
    .filter(({ hasDescription }) => !hasDescription)
    .map(({ name, line }) => `${line}: ${name} has no description`);
}

/** An output has the type that it says, and no secret in it. */
function checkOutputs({ file, outputs }: Module, scope: Scope): readonly string[] {
  return outputs.flatMap(({ name, type, value, line }) => {
    if (!value) return [`${line}: ${name} has no value`];
    const kind = scope.kindOf(value);
    const inside = nodesIn(value).map((node) => sourceOf(node, file));
    const isSecret = inside.some((text) => {
      const meaning = scope.meaningOf(text);
      return (meaning?.kind === "parameter" && meaning.declared.isSecure) || /\.list\w*\(/.test(text);
    });
    return [
      ...(fits(kind, kindOfType(type)) ? [] : [`${line}: ${name} is ${kind}, and says ${type}`]),
      ...(isSecret ? [`${line}: ${name} holds a secret`] : []),
    ];
  });
}

/** Names, scopes and conditions have to be known when the deployment starts. */
function checkStarts({ file, resources, modules }: Module, scope: Scope): readonly string[] {
  return [...resources, ...modules].flatMap((one) => {
    const body = one.body && propertiesOf(one.body, file);
    return [body?.get("name"), one.condition]
      .filter((node) => node !== undefined)
      .flatMap((node) => nodesIn(node))
      .filter((node) => isKnownLate(node, file, scope))
      .map((node) => `${node.line}: ${one.name}: ${sourceOf(node, file)} is not known when the deployment starts`);
  });
}

function isKnownLate(node: Node, file: BicepFile, scope: Scope): boolean {
  const [symbol = "", first = "", ...rest] = pathOf(node, file);
  const kind = scope.meaningOf(symbol)?.kind;
  const isEarly = ["id", "name", "type", "apiVersion"].includes(first);
  return (
    (kind === "module" && first === "outputs" && rest.length === 1) || (kind === "resource" && first !== "" && !isEarly)
  );
}

/** A module gets each of its parameters, of the right type; what names things in it is known at the start. */
function checkCall({ name, type, line, body, condition }: Deployed, scope: Scope): readonly string[] {
  const { file } = scope.module;
  const module = scope.moduleOf(name);
  if (!module) return [`${line}: there is no module ${type}`];
  const given = body && propertiesOf(body, file).get("params");
  const values = given ? propertiesOf(given, file) : new Map<string, Node>();
  const names = namingParameters(module);
  const missing = module.parameters
    .filter((parameter) => !parameter.value && !values.has(parameter.name))
    .map((parameter) => `${line}: ${name} does not get ${parameter.name}`);
  const wrong = [...values].flatMap(([key, value]) => {
    const parameter = module.parameters.find((one) => one.name === key);
    if (!parameter) return [`${value.line}: ${type} has no parameter ${key}`];
    const kind = scope.kindOf(value);
    const isExpected = disabledAbove(value, file) === "what-if-short-circuiting";
    const late = !isExpected && nodesIn(value).some((node) => isKnownLate(node, file, scope));
    return [
      ...(fits(kind, kindOfType(parameter.type))
        ? []
        : [`${value.line}: ${key} of ${type} is ${parameter.type}, not ${kind}`]),
      ...(late && names.has(key)
        ? [`${value.line}: ${key} of ${type} names something, and is not known at the start`]
        : []),
    ];
  });
  return [...missing, ...wrong, ...(condition ? checkConditional(name, scope) : [])];
}

/** The parameters that end in names, conditions or loops of a module. */
function namingParameters({ file, resources }: Module): ReadonlySet<string> {
  const nodes = resources.flatMap(({ body, condition }) => {
    const name = body && propertiesOf(body, file).get("name");
    return [name, condition].filter((node) => node !== undefined).flatMap(nodesIn);
  });
  return new Set(nodes.filter(({ type }) => type === "identifier").map((node) => sourceOf(node, file)));
}

/** What may not be there is asked with care. */
function checkConditional(symbol: string, { module: { file } }: Scope): readonly string[] {
  return nodesIn(file.root)
    .filter((node) => node.type === "member_expression" && pathOf(node, file).join(".") === `${symbol}.outputs`)
    .filter((node) => !sourceOf(node, file).includes(".?"))
    .map((node) => `${node.line}: ${symbol} may not be there; write ${symbol}.?outputs`);
}

/** Says what a file of parameters leaves out, or says without being asked. */
export function checkParameterFile(given: Module, template: Module, scope: Scope): readonly string[] {
  const values = given.variables.filter(({ name }) => name !== "imageTag");
  const missing = template.parameters
    .filter(({ name, value }) => !value && !values.some((one) => one.name === name))
    .map(({ name }) => `1: ${name} is missing`);
  const wrong = values.flatMap(({ name, line, value }) => {
    const parameter = template.parameters.find((one) => one.name === name);
    if (!parameter) return [`${line}: the template has no parameter ${name}`];
    const kind = value ? scope.kindOf(value) : "any";
    return fits(kind, kindOfType(parameter.type)) ? [] : [`${line}: ${name} is ${parameter.type}, not ${kind}`];
  });
  return [...missing, ...wrong];
}

function fits(kind: Kind, expected: Kind): boolean {
  return kind === "any" || expected === "any" || kind === expected;
}

/** The rule of Bicep's linter that the line above a node turns off. */
function disabledAbove({ line }: Node, { text }: BicepFile): string | undefined {
  return /^\s*#disable-next-line (\S+)$/.exec(text.split("\n")[line - 2] ?? "")?.[1];
}
