import type { SizeBudgetSpec } from "../spec/spec.ts";
import type { SizeBudget } from "./image.ts";
import { parseBytes } from "./quantity.ts";

/** The budget of an image; undefined if the specification states none. */
export function buildSizeBudget(spec: SizeBudgetSpec | undefined): SizeBudget | undefined {
  if (!spec) return undefined;
  const { compressed, uncompressed } = spec;
  const [unit = "MB"] = /[A-Za-z]+$/.exec(compressed ?? uncompressed ?? "") ?? [];
  return {
    compressed: compressed === undefined ? undefined : parseBytes(compressed),
    uncompressed: uncompressed === undefined ? undefined : parseBytes(uncompressed),
    unit,
  };
}
