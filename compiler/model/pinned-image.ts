import type { Platform } from "./platform.ts";

/** The reference of an image, with its digest if the lock file has one: `name:tag` or `name:tag@sha256:...`. */
export function pinned(platform: Platform, image: string): string {
  const digest = platform.digests.get(image);
  return digest === undefined ? image : `${image}@${digest}`;
}
