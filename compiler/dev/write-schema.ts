import { writeFileSync } from "node:fs";
import { assembleSchema, printSchema } from "./assemble-schema.ts";
import { root } from "./files.ts";

// npm run generate:schema
writeFileSync(`${root}schema/platform.schema.json`, printSchema(assembleSchema()));
