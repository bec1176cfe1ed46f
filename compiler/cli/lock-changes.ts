import type { Resolved } from "../registry/resolve.ts";
import { type Lock, lockText } from "../spec/lock.ts";

/** The state of an image in a lock file. */
export type LockState = "added" | "updated" | "removed" | "current" | "unresolved" | "missing" | "unused";

/** An image and the change of its entry in a lock file. */
export interface LockChange {
  readonly image: string;
  readonly state: LockState;
  readonly before?: string;
  readonly after?: string;
  /** Why it could not be resolved. */
  readonly reason?: string;
  /** The platforms of `images.platforms` that the image does not support. */
  readonly missingPlatforms?: readonly string[];
}

/** Compares a lock file with the images of a specification. */
export function statusOfLock(images: readonly string[], { digests }: Lock): readonly LockChange[] {
  const wanted = images.map((image): LockChange => {
    const before = digests.get(image);
    return before === undefined ? { image, state: "missing" } : { image, state: "current", before, after: before };
  });
  return sorted([...wanted, ...unusedIn(images, digests, "unused")]);
}

/** The changes of a lock file after images were resolved. Other images keep their digest. */
export function changesOfLock(
  images: readonly string[],
  { digests }: Lock,
  resolved: ReadonlyMap<string, Resolved>,
): readonly LockChange[] {
  const wanted = images.map((image): LockChange => {
    const before = digests.get(image);
    const known = before === undefined ? {} : { before };
    const found = resolved.get(image);
    if (!found) return { image, state: "current", ...known, ...(before !== undefined && { after: before }) };
    if ("problem" in found) return { image, state: "unresolved", ...known, reason: found.problem };
    const { digest: after, missingPlatforms } = found;
    const state = before === undefined ? "added" : before === after ? "current" : "updated";
    return { image, state, ...known, after, missingPlatforms };
  });
  return sorted([...wanted, ...unusedIn(images, digests, "removed")]);
}

/** The new content of the lock file. */
export function textAfter(changes: readonly LockChange[]): string {
  return lockText(new Map(changes.flatMap(({ image, after }) => (after === undefined ? [] : [[image, after]]))));
}

function unusedIn(
  images: readonly string[],
  digests: ReadonlyMap<string, string>,
  state: "unused" | "removed",
): readonly LockChange[] {
  return [...digests].filter(([image]) => !images.includes(image)).map(([image, before]) => ({ image, state, before }));
}

function sorted(changes: readonly LockChange[]): readonly LockChange[] {
  return changes.toSorted((a, b) => (a.image < b.image ? -1 : 1));
}
