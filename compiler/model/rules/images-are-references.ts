import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** A third-party image has a valid image reference. */
export const imagesAreReferences: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, image, path } of [...environment.services, ...environment.jobs]) {
      if (origin.kind === "built" || isImageReference(image)) continue;
      const key = origin.kind === "engine" ? ["engine", "image"] : ["image"];
      reporter.report("model/invalid-image", { environment: environment.name, path: [...path, ...key] }, { image });
    }
  }
};
