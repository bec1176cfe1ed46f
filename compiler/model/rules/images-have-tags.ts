import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** An image from elsewhere says which version it is. */
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

/** Whether a reference has a digest, or a tag other than `latest`. The colon of a registry's port is no tag. */
function hasVersion(image: string): boolean {
  if (image.includes("@")) return true;
  const [, tag] = /:([^/:]+)$/.exec(image) ?? [];
  return tag !== undefined && tag !== "latest";
}
