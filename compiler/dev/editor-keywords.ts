import type { Schema } from "../spec/schema.ts";

/** A schema with keywords that the YAML language server reads; other tools ignore them. */
interface EditorSchema extends Schema {
  readonly markdownDescription?: string;
  /** Printed instead of a pattern. */
  readonly patternErrorMessage?: string;
  /** Printed instead of the types that a value can have. */
  readonly errorMessage?: string;
}

/** How many keys of a map a message names. */
const namedKeys = 12;

/**
 * Adds messages and descriptions for editors: a pattern is described in words, a value of the wrong type is reported with the
 * key and its forms, and a short form is described as the key is.
 */
export function withEditorKeywords(root: Schema): Schema {
  const definitions = root.definitions ?? {};
  const target = (node: Schema): Schema => definitions[node.$ref?.replace("#/definitions/", "") ?? ""] ?? node;
  const visit = (node: EditorSchema, key: string): EditorSchema => {
    const { anyOf, properties, items, additionalProperties } = node;
    const message = anyOf && `'${key}' must be ${formsOf(anyOf.map(target))}.`;
    const { pattern, description } = node.pattern === undefined ? target(node) : node;
    const isPattern = pattern !== undefined && description !== undefined;
    return {
      ...node,
      ...(isPattern && { patternErrorMessage: key === "" ? description : `'${key}' must be: ${description}` }),
      ...(anyOf && { anyOf: anyOf.map((form) => alternative(visit(form, key), node, message ?? "")) }),
      ...(properties && { properties: mapped(properties, visit) }),
      ...(items && { items: visit(items, key) }),
      ...(additionalProperties && { additionalProperties: visit(additionalProperties, `an entry of ${key}`) }),
    };
  };
  return { ...visit(root, "specification"), definitions: mapped(definitions, (node) => visit(node, "")) };
}

function alternative(form: EditorSchema, { description }: Schema, errorMessage: string): EditorSchema {
  if (form.type === "null") return { ...form, errorMessage };
  return { ...form, errorMessage, ...(description !== undefined && { markdownDescription: description }) };
}

function mapped(
  schemas: Readonly<Record<string, Schema>>,
  visit: (node: Schema, key: string) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, visit(schema, key)]));
}

/** `a string (A duration: ...) or a map with the keys 'grace' and 'signal'` */
function formsOf(forms: readonly Schema[]): string {
  return [...new Set(forms.filter(({ type }) => type !== "null").map(formOf))].join(", or ");
}

function formOf({ type, enum: words, pattern, properties, description }: Schema): string {
  if (words) return `one of ${words.map((word) => `'${word}'`).join(", ")}`;
  const keys = Object.keys(properties ?? {});
  if (type === "object") {
    const named = keys.slice(0, namedKeys).join(", ");
    return keys.length === 0 ? "a map" : `a map with keys such as ${named}`;
  }
  if (type === "string")
    return pattern === undefined ? "a string" : `a string: ${description ?? ""}`.replace(/\.$/, "");
  return type === "array" ? "a list" : type === "boolean" ? "true or false" : "a number";
}
