import { globExpression } from "../source/glob.ts";

/** A line of a `.dockerignore` file. */
interface IgnoreRule {
  readonly pattern: string;
  readonly matcher: RegExp;
  /** Whether the line starts with `!`, which includes what earlier lines exclude. */
  readonly includes: boolean;
}

/** The rules of a `.dockerignore` file (https://docs.docker.com/build/concepts/context/#dockerignore-files). */
export class IgnoreFile {
  readonly #rules: readonly IgnoreRule[];

  constructor(text: string) {
    this.#rules = text.split(/\r?\n/).flatMap((line) => {
      const rule = line.startsWith("#") ? "" : line.trim();
      const pattern = rule.replace(/^!\s*/, "").replace(/^(?:\.?\/)+|\/+$/g, "");
      return pattern === "" ? [] : [{ pattern, matcher: globExpression(pattern), includes: rule.startsWith("!") }];
    });
  }

  /** Whether a file, or a folder with everything in it, is left out of the build context. */
  excludes(path: string): boolean {
    const parents = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
    const last = this.#rules.findLast(({ matcher }) => parents.some((parent) => matcher.test(parent)));
    if (!last || last.includes) return false;
    // A later line may include a part of the folder.
    const later = this.#rules.slice(this.#rules.indexOf(last) + 1).filter(({ includes }) => includes);
    return !later.some(({ pattern }) => pattern.startsWith(`${path}/`) || pattern.includes("*"));
  }
}
