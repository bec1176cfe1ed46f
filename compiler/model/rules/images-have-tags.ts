import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** A third-party image has a version. */
export const imagesHaveTags: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const service of environment.services) {
      if (service.origin.kind !== "image" || !isImageReference(service.image) || hasVersion(service.image)) continue;
      reporter.report(
        "model/image-without-tag",
        { environment: environment.name, path: [...service.path, "image"] },
        {
          image: service.image,
        },
      );
    }
  }
};

/** Whether a reference has a digest, or a tag other than `latest`. The port of a registry is not a tag. */
function hasVersion(image: string): boolean {
  if (image.includes("@")) return true;
  const [, tag] = /:([^/:]+)$/.exec(image) ?? [];
  return tag !== undefined && tag !== "latest";
}
