import { foldersOf } from "../../spec/folders.ts";
import type { SpecRule } from "./rule.ts";

/** Generated files refer to the sources of images by paths that stay in the repository. */
export const outputIsInTheRepository: SpecRule = ({ spec }, reporter) => {
  if (spec.root === undefined || foldersOf(spec).output !== undefined) return;
  reporter.report("model/output-outside", { path: ["root"] }, { root: spec.root, output: spec.output });
};
