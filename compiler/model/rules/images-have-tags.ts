import { isImageReference } from "../image-reference.ts";
import type { Rule } from "./rule.ts";

/** A third-party image has a version. */
export const imagesHaveTags: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, image, path } of environment.services) {
      if (origin.kind === "built" || !isImageReference(image) || hasVersion(image)) continue;
      const key = origin.kind === "engine" ? ["engine", "image"] : ["image"];
      reporter.report("model/image-without-tag", { environment: environment.name, path: [...path, ...key] }, { image });
    }
  }
};

/** Whether a reference has a digest, or a tag other than `latest`. The port of a registry is not a tag. */
function hasVersion(image: string): boolean {
  if (image.includes("@")) return true;
  const [, tag] = /:([^/:]+)$/.exec(image) ?? [];
  return tag !== undefined && tag !== "latest";
}
