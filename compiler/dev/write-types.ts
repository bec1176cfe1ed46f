import { writeFileSync } from "node:fs";
import { assembleSchema, printSchema } from "./assemble-schema.ts";
import { root } from "./files.ts";
import { generateTypes } from "./generate-types.ts";

// npm run generate:types
const schema = assembleSchema();
writeFileSync(`${root}schema/platform.schema.json`, printSchema(schema));
writeFileSync(`${root}compiler/spec/spec.ts`, generateTypes(schema));
