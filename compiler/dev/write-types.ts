import { writeFileSync } from "node:fs";
import { readSchema, root } from "./files.ts";
import { generateTypes } from "./generate-types.ts";

// npm run generate:types
writeFileSync(`${root}compiler/spec/spec.ts`, generateTypes(readSchema()));
