import { diffArrays } from "diff";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { buildPlatform, type PlatformSource } from "../model/build.ts";
import { Reporter } from "../model/reporter.ts";
import { Renderer } from "../render/render.ts";
import { SpecNode } from "../spec/node.ts";
import { type SpecTrees, specOf } from "../spec/normalize.ts";
import type { Origins } from "../spec/origins.ts";
import { targets } from "../targets/index.ts";
import type { Target } from "../targets/target.ts";
import type { Change } from "./candidate.ts";

/** The lines of files, by path. */
export type Lines = ReadonlyMap<string, readonly string[]>;

/** The subject of experiments: the files that a target generates from a specification. */
export interface Subject {
  readonly origins: Origins;
  readonly source: PlatformSource;
  readonly target: Target;
}

/** The result of a change: the changed or removed lines as `path:index`, and whether the specification is still valid. */
export interface Outcome {
  readonly changed: ReadonlySet<string>;
  readonly isValid: boolean;
}

/** Compiles a specification repeatedly, with one change at a time, and compares the files. */
export class Laboratory {
  /** The files without any change. */
  readonly lines: Lines;
  readonly #subject: Subject;
  readonly #renderer = new Renderer(new Map(), false);
  /** Rendered views: most changes leave most views unchanged. */
  readonly #rendered = new Map<string, readonly string[]>();

  constructor(subject: Subject) {
    this.#subject = subject;
    const { lines } = this.#compile(subject.origins.trees);
    if (!lines) throw new Error("the specification does not compile");
    this.lines = lines;
  }

  /** The outcome of a change; undefined if the changed specification does not compile. */
  try(change: Change): Outcome | undefined {
    const { lines, isValid } = this.#compile(changedTrees(this.#subject.origins.trees, change));
    return lines && { changed: differences(this.lines, lines), isValid };
  }

  #compile(trees: SpecTrees): { readonly lines: Lines | undefined; readonly isValid: boolean } {
    const { origins, source, target } = this.#subject;
    const reporter = new Reporter(origins, new Diagnostics());
    try {
      const platform = buildPlatform(specOf(trees), source, reporter);
      const artifacts = target.plan(platform, reporter, targets);
      const lines = new Map(artifacts.map((artifact) => [artifact.path, this.#linesOf(artifact)]));
      return { lines, isValid: !reporter.hasErrors };
    } catch {
      // An invalid specification can produce a model that is too incomplete for the target.
      return { lines: undefined, isValid: false };
    }
  }

  #linesOf({ template, view, path }: ReturnType<Target["plan"]>[number]): readonly string[] {
    const key = `${template} ${JSON.stringify(view)}`;
    const known = this.#rendered.get(key);
    if (known) return known;
    const file = this.#renderer.render({
      path,
      template,
      view,
      target: this.#subject.target.name,
      namedBy: { path: [] },
      key: undefined,
    });
    const lines = file.text.split("\n").slice(0, -1);
    this.#rendered.set(key, lines);
    return lines;
  }
}

/** The trees with other nodes in the places of some. Parts without a change stay the same. */
function changedTrees({ root, base, environments }: SpecTrees, change: Change): SpecTrees {
  const changed = (node: SpecNode): SpecNode => changedNode(node, change) ?? node;
  return {
    root: changed(root),
    base: changed(base),
    environments: new Map(Array.from(environments, ([name, environment]) => [name, changed(environment)])),
  };
}

function changedNode(node: SpecNode, change: Change): SpecNode | undefined {
  if (change.has(node)) return change.get(node);
  if (Array.isArray(node.content)) {
    const items = node.items.flatMap((item) => changedNode(item, change) ?? []);
    const isSame = items.length === node.items.length && items.every((item, index) => item === node.items[index]);
    return isSame ? node : new SpecNode(items, node.origin);
  }
  if (!(node.content instanceof Map)) return node;
  let isSame = true;
  const entries = new Map<string, SpecNode>();
  for (const [key, entry] of node.entries) {
    const next = changedNode(entry, change);
    if (next !== entry) isSame = false;
    if (next) entries.set(key, next);
  }
  return isSame ? node : node.with(entries);
}

function differences(before: Lines, after: Lines): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [path, lines] of before) {
    const others = after.get(path);
    // A missing file is not compared: all its lines would depend on the key that names it.
    if (!others || lines === others) continue;
    let index = 0;
    for (const { count, added, removed } of diffArrays([...lines], [...others])) {
      if (added) continue;
      for (let offset = 0; removed && offset < count; offset++) changed.add(`${path}:${index + offset}`);
      index += count;
    }
  }
  return changed;
}
