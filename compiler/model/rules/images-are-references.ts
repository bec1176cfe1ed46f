import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** A third-party image has a valid image reference. */
export const imagesAreReferences: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, image, path } of [...environment.services, ...environment.jobs]) {
      if (origin.kind !== "image" || isImageReference(image)) continue;
      reporter.report("model/invalid-image", { environment: environment.name, path: [...path, "image"] }, { image });
    }
  }
};
