import { writeFileSync } from "node:fs";
import { assembleSchema, printSchema } from "./assemble-schema.ts";
import { root } from "./files.ts";
import { generateTypes } from "./generate-types.ts";

// npm run generate:types
const schema = assembleSchema();
const types = generateTypes(schema);
writeFileSync(`${root}schema/platform.schema.json`, printSchema(schema));
writeFileSync(`${root}compiler/spec/raw-spec.ts`, types.raw);
writeFileSync(`${root}compiler/spec/spec.ts`, types.spec);
