import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** An image from elsewhere is named by a reference that a registry can have. */
export const imagesAreReferences: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, image, path } of [...environment.services, ...environment.jobs]) {
      if (origin.kind !== "image" || isImageReference(image)) continue;
      reporter.report("model/invalid-image", { environment: environment.name, path: [...path, "image"] }, { image });
    }
  }
};
