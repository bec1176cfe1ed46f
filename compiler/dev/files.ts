import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Schema } from "../spec/schema.ts";

/** The root folder of this repository, with a trailing slash. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The published schema, with all descriptions. */
export function readSchema(): Schema {
  return JSON.parse(readFileSync(`${root}schema/platform.schema.json`, "utf8")) as Schema;
}
