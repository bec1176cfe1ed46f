import { escapeExpression } from "../source/glob.ts";
import type { SpecPath } from "./path.ts";

/** Sections whose entries have names. */
const sections: ReadonlySet<string> = new Set([
  "services",
  "jobs",
  "secrets",
  "config",
  "external",
  "networks",
  "stacks",
]);

/** The sections of an environment that change entries of the base, and the section of the base that has these. */
const overlays: Readonly<Record<string, string>> = {
  services: "services",
  jobs: "jobs",
  config: "config",
  mocks: "external",
  tests: "tests",
};

/** A finding that may follow from a mistake elsewhere. */
export interface Consequence {
  /** The value of the specification that it is about, if it is known. */
  readonly path: SpecPath | undefined;
  readonly environment: string | undefined;
  /** Everything that it prints about its subject: the message, and the underlined source. */
  readonly text: string;
}

/**
 * The parts of a specification that have errors and are left out of the model. What they define is incomplete, so findings
 * about them, or about what mentions them, may only be consequences of these errors.
 */
export class BrokenParts {
  /** The incomplete entries, such as `services.api`, and the incomplete sections. */
  readonly #parts = new Set<string>();
  readonly #names = new Set<string>();
  /** The names that are more than one word, such as `shop.example`. */
  readonly #phrases: string[] = [];

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** Adds what is at a path. `keys` are the entries that are lost with it. */
  add(path: SpecPath, keys: Iterable<string> = []): void {
    const part = partOf(path);
    this.#parts.add(part.join("."));
    for (const name of [...part.slice(1), ...(path.length === 1 ? keys : [])]) this.#addName(String(name));
  }

  #addName(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    if (wordsOf(name)[0] !== name) this.#phrases.push(name);
  }

  /** Whether a finding may be a consequence of one of the errors. */
  explains({ path, environment, text }: Consequence): boolean {
    if (this.isEmpty) return false;
    if (environment !== undefined && this.#parts.has(`environments.${environment}`)) return true;
    if (path && this.#explainsPath(path)) return true;
    return wordsOf(text).some((word) => this.#names.has(word)) || this.#phrases.some((name) => mentions(text, name));
  }

  #explainsPath(path: SpecPath): boolean {
    if (this.#parts.has(partOf(path).join(".")) || this.#parts.has(String(path[0]))) return true;
    const isWorkload = path[0] === "services" || path[0] === "jobs";
    if (isWorkload && this.#parts.has("defaults")) return true;
    return this.#parts.has("edge") && path.includes("routes");
  }
}

/** The entry, or else the section, to which a path leads. */
function partOf([section = "", name, key, entry]: SpecPath): SpecPath {
  if (section === "environments" && name !== undefined) {
    const base = overlays[String(key)];
    return base !== undefined && entry !== undefined ? [base, entry] : [section, name];
  }
  return sections.has(String(section)) && name !== undefined ? [section, name] : [section];
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\w-]+/g) ?? [];
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${escapeExpression(name)}(?![\\w-])`).test(text);
}
