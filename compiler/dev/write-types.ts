import { writeFileSync } from "node:fs";
import { readSchema, root } from "./files.ts";
import { generateTypes } from "./generate-types.ts";

// npm run generate:types
const types = generateTypes(readSchema());
writeFileSync(`${root}compiler/spec/raw-spec.ts`, types.raw);
writeFileSync(`${root}compiler/spec/spec.ts`, types.spec);
