import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Schema } from "../spec/schema.ts";

/** The root of varai-gen's own repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The published schema, with everything that only people read. */
export function readSchema(): Schema {
  return JSON.parse(readFileSync(`${root}schema/platform.schema.json`, "utf8")) as Schema;
}
