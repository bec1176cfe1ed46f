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

/** What is asked about: the files that a target makes of a specification. */
export interface Subject {
  readonly origins: Origins;
  readonly source: PlatformSource;
  readonly target: Target;
}

/** What a change does: the lines that are others or gone, as `path:index`, and whether the specification still fits together. */
export interface Outcome {
  readonly changed: ReadonlySet<string>;
  readonly isValid: boolean;
}

/** Compiles a specification again and again, each time with something changed, and compares the files. */
export class Laboratory {
  /** The files without any change. */
  readonly lines: Lines;
  readonly #subject: Subject;
  readonly #renderer = new Renderer(new Map(), false);
  /** Views that have been rendered: most changes leave most of them as they are. */
  readonly #rendered = new Map<string, readonly string[]>();

  constructor(subject: Subject) {
    this.#subject = subject;
    const { lines } = this.#compile(subject.origins.trees);
    if (!lines) throw new Error("the specification does not compile");
    this.lines = lines;
  }

  /** The outcome of a change; undefined where nothing comes out at all. */
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
      // Compiling stops at an error; what is built all the same is not always enough to go on with.
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
    // Without its file a line says nothing: all of them would depend on what names it.
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
