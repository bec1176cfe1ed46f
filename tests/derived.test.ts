// Files that commands derive from the schema are current.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import { assembleSchema, printSchema } from "../compiler/dev/assemble-schema.ts";
import { readSchema } from "../compiler/dev/files.ts";
import { generateReference } from "../compiler/dev/generate-reference.ts";
import { generateTypes } from "../compiler/dev/generate-types.ts";
import { root } from "./support/sources.ts";
import { assertText } from "./support/text.ts";

const schema = readSchema();

function read(path: string): string {
  return readFileSync(`${root}${path}`, "utf8");
}

test("the published schema is that of the language and the targets", () => {
  const published = read("schema/platform.schema.json");
  assertText("schema/platform.schema.json", published, printSchema(assembleSchema()), "Run: npm run generate:types");
});

test("the types are those of the schema", () => {
  assertText(
    "compiler/spec/spec.ts",
    read("compiler/spec/spec.ts"),
    generateTypes(schema),
    "Run: npm run generate:types",
  );
});

test("the reference is that of the schema", () => {
  const reference = generateReference(schema);
  assertText("schema/reference.md", read("schema/reference.md"), reference, "Run: npm run generate:reference");
});

test.run();
