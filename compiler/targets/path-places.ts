import type { SpecDocument } from "../spec/document.ts";
import type { SpecPath } from "../spec/path.ts";

/** A key of the specification that names a path of the output. */
interface NamedPath {
  readonly at: SpecPath;
  /** What the path is: the whole of it, a folder on the way to it, or its end. */
  readonly match: RegExp;
}

/** The key of the specification that names this path, or a folder on the way to it; undefined where none does. */
export function placeOfPath(document: SpecDocument, path: string): SpecPath | undefined {
  const named = namedIn(document.value, []).filter(({ match }) => match.test(path));
  return named.toSorted((a, b) => b.match.source.length - a.match.source.length)[0]?.at;
}

function namedIn(value: unknown, at: SpecPath): readonly NamedPath[] {
  if (typeof value === "string") return isPathKey(at) && value !== "" ? [{ at, match: patternOf(value) }] : [];
  if (typeof value !== "object" || value === null) return [];
  const isFiles = at.at(-1) === "files" && !Array.isArray(value);
  return Object.entries(value).flatMap(([key, entry]) => {
    const here = [...at, Array.isArray(value) ? Number(key) : key];
    return isFiles ? [{ at: here, match: patternOf(key) }] : namedIn(entry, here);
  });
}

/** Every setting of a target may be a path; elsewhere, Dockerfiles and the files of stacks are named. */
function isPathKey(at: SpecPath): boolean {
  const key = at.at(-1);
  return key === "dockerfile" || at.includes("targets") || (key === "file" && at.includes("stacks"));
}

/** `${environment.name}` and its like stand for a part of a name. */
function patternOf(value: string): RegExp {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = value.replace(/^(\.?\/)+|\/+$/g, "").split(/\$\{[^}]*\}/);
  return new RegExp(`(^|/)${parts.map(literal).join("[^/]+")}(/|$)`);
}
