import { Ajv } from "ajv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readSchema } from "../compiler/dev/files.ts";
import type { Schema } from "../compiler/spec/schema.ts";
import { shorthands } from "../compiler/spec/shorthands.ts";

const schema = readSchema();

test("every node has a description, of its own or of what it refers to", () => {
  const undescribed = nodes(schema)
    .filter(({ node }) => !node.description && !node.$ref)
    .map(({ path }) => path);
  assert.equal(undescribed, []);
});

test("every object refuses keys that it does not know", () => {
  const open = nodes(schema).filter(({ node }) => node.properties && node.additionalProperties !== false);
  assert.equal(
    open.map(({ path }) => path),
    [],
  );
});

test("the alternatives of a union have distinct types, so that one mistake gives one error", () => {
  const ambiguous = nodes(schema).filter(({ node }) => {
    const types = (node.anyOf ?? []).map((alternative) => typeOf(alternative));
    return new Set(types).size < types.length && !types.every((type) => ["integer", "number"].includes(type));
  });
  assert.equal(
    ambiguous.map(({ path }) => path),
    [],
  );
});

test("every short form has a long form", () => {
  const missing = nodes(schema).flatMap(({ node, name }) => {
    const types = (node.anyOf ?? []).filter((alternative) => alternative.type !== "null").map(typeOf);
    const isShort = types.length > 1 && ["object", "array"].includes(types.at(-1) ?? "");
    const isCommand =
      node.anyOf?.some((alternative) => alternative.$ref === "#/definitions/argv") && !types.includes("object");
    const short = name.replace(/^[^.]+\./, "");
    return isShort && !isCommand && !shorthands[name] && !shorthands[short] ? [name] : [];
  });
  assert.equal(missing, []);
});

test("every short form is one that the schema has", () => {
  const names = new Set(nodes(schema).flatMap(({ name }) => [name, name.replace(/^[^.]+\./, "")]));
  assert.equal(
    Object.keys(shorthands).filter((name) => !names.has(name)),
    [],
  );
});

test("examples and defaults are valid where they stand", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema, "spec");
  for (const { node, path, pointer } of nodes(schema)) {
    const values = [...(node.examples ?? []), ...(node.default === undefined ? [] : [node.default])];
    if (values.length === 0) continue;
    const isValid = ajv.compile({ $ref: `spec#${pointer}` });
    for (const value of values) assert.ok(isValid(value), `${path}: ${JSON.stringify(value)}`);
  }
});

interface Node {
  readonly node: Schema;
  readonly path: string;
  /** The key of `shorthands` for the place. */
  readonly name: string;
  readonly pointer: string;
}

/** Every schema node: of the root, then of each definition. */
function nodes(start: Schema): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Schema, name: string, pointer: string): void => {
    found.push({ node, path: pointer, name, pointer });
    const owner = name.includes(".") ? name : name || "spec";
    // A map that is defined apart belongs, as far as short forms go, to the key that refers to it.
    const map = node.$ref ? start.definitions?.[node.$ref.replace("#/definitions/", "")] : undefined;
    if (map?.additionalProperties) visit(map, name, node.$ref?.replace("#", "") ?? "");
    for (const [key, property] of Object.entries(node.properties ?? {})) {
      visit(property, `${owner}.${key}`, `${pointer}/properties/${key}`);
    }
    if (node.items) visit(node.items, `${name}[]`, `${pointer}/items`);
    if (node.additionalProperties) visit(node.additionalProperties, `${name}.*`, `${pointer}/additionalProperties`);
    for (const [index, alternative] of (node.anyOf ?? []).entries())
      visit(alternative, name, `${pointer}/anyOf/${index}`);
  };
  visit({ ...start, definitions: {} }, "spec", "");
  for (const [name, definition] of Object.entries(start.definitions ?? {}))
    if (!definition.additionalProperties) visit(definition, name, `/definitions/${name}`);
  return found;
}

function typeOf(node: Schema): string {
  const target = node.$ref ? schema.definitions?.[node.$ref.replace("#/definitions/", "")] : node;
  return target?.type ?? "string";
}

test.run();
