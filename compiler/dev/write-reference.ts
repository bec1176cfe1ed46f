import { writeFileSync } from "node:fs";
import { readSchema, root } from "./files.ts";
import { generateReference } from "./generate-reference.ts";

// npm run generate:reference
writeFileSync(`${root}schema/reference.md`, generateReference(readSchema()));
