// Which images from elsewhere the files of a platform name, and which of them by a tag alone.
import { parseAllDocuments } from "yaml";
import type { Files } from "./golden.ts";

const pinned = /@sha256:[0-9a-f]{64}$/;

/** `file: image` for every image from elsewhere that a file names by its tag alone. What is built has no digest yet. */
export function unpinnedIn(files: Files, images: readonly string[], registry: string): readonly string[] {
  // Pages for readers name images by their tags.
  const read = [...files].filter(([path]) => !/(^|\/)architecture\.md$/.test(path));
  return read.flatMap(([path, text]) => {
    const named = [...imagesIn(path, text), ...mentionsIn(text, images)];
    const wrong = named.filter((image) => !pinned.test(image) && !isBuilt(image, registry));
    return [...new Set(wrong)].map((image) => `${path}: ${image}`);
  });
}

/** Every image that a file names in the way of its format. */
export function imagesIn(path: string, text: string): readonly string[] {
  if (/(^|\/)([^/]+\.)?Dockerfile(\.[^/]+)?$/.test(path) && !path.endsWith(".dockerignore"))
    return imagesOfDockerfile(text);
  if (path.endsWith(".sh")) return [...text.matchAll(/^\w+_image=(\S+)$/gm)].map(([, image]) => image ?? "");
  // Templates of Helm are no YAML yet.
  if (!/\.ya?ml$/.test(path) || /\/templates\//.test(path)) return [];
  return parseAllDocuments(text).flatMap((document) => ("toJS" in document ? imagesOf(document.toJS()) : []));
}

/** Images that stages start from or copy from, without the stages themselves. */
function imagesOfDockerfile(text: string): readonly string[] {
  const stages = [...text.matchAll(/^FROM .+ AS (\S+)$/gim)].map(([, name]) => name);
  const names = [...text.matchAll(/^FROM (?:--\S+ )*(\S+)|--from=(\S+)|[,=]from=([^\s,]+)/gm)];
  return names
    .flatMap(([, from, copied, mounted]) => from ?? copied ?? mounted ?? [])
    .filter((name) => !stages.includes(name));
}

/** `image: name` of Compose and of Kubernetes, `image: { repository, tag, digest }` of charts. */
function imagesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(imagesOf);
  if (typeof value !== "object" || value === null) return [];
  const { image, build, ...rest } = value as Readonly<Record<string, unknown>>;
  return [...(build === undefined ? namesOf(image) : []), ...Object.values(rest).flatMap(imagesOf)];
}

function namesOf(image: unknown): readonly string[] {
  if (typeof image === "string") return [image];
  if (typeof image !== "object" || image === null) return [];
  const { repository, tag, digest } = image as Readonly<Record<string, unknown>>;
  // Without a tag it is what is built, or a setting for all.
  if (typeof tag !== "string" || tag === "") return [];
  return [`${repository ?? ""}:${tag}${digest === undefined ? "" : `@${digest}`}`];
}

/** Wherever an image's name stands in a text, whatever its format, with what follows. */
function mentionsIn(text: string, images: readonly string[]): readonly string[] {
  return images.flatMap((image) => {
    const name = image.replaceAll(/[.+*?^$(){}|[\]\\/]/g, "\\$&");
    return text.match(new RegExp(`(?<![\\w./-])${name}(?:@sha256:[0-9a-f]{64})?(?![\\w.-])`, "g")) ?? [];
  });
}

/** What is built goes to the platform's registry, and whoever runs it says which version. */
function isBuilt(image: string, registry: string): boolean {
  return image.startsWith(`${registry}/`) || image.includes("${");
}
