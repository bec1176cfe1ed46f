import type { Location, SourceFile } from "../source/source-file.ts";
import { follow, narrow, placeOf, type SpecDocument, type Trace } from "./document.ts";
import type { SpecNode } from "./node.ts";
import type { SpecTrees } from "./normalize.ts";
import type { Half, Origin } from "./origin.ts";
import type { SpecPath } from "./path.ts";

/** A value of the specification as it is meant. */
export interface Spot {
  /** The environment in which it is meant; missing or empty: in what they share. */
  readonly environment?: string;
  readonly path: SpecPath;
  /** What to point at. Default: the value. */
  readonly half?: Half;
  /** The part of the value to point at. */
  readonly within?: string;
}

/** The origin of every value of a specification, by environment and path. */
export class Origins {
  readonly trees: SpecTrees;
  readonly #files: readonly SourceFile[];

  constructor(trees: SpecTrees, { files }: SpecDocument) {
    this.trees = trees;
    this.#files = files;
  }

  /** The origin of a value; undefined where there is none. Of a value that a null removed, the null. */
  of(spot: Spot): Origin | undefined {
    return this.#trace(spot).exact;
  }

  /** Whether a null is written at a path. */
  isNull({ path }: Spot): boolean {
    return path.reduce<SpecNode | undefined>((node, key) => node?.child(key), this.trees.root)?.content === null;
  }

  /** The place of a value. Of a default, or of what is not there, the place of the nearest written thing that causes it. */
  locate(spot: Spot): Location {
    const { half = "value", within = "" } = spot;
    const whole = placeOf(this.#trace(spot), half);
    return within === "" ? whole : narrow(whole, within);
  }

  /** The places of the values that are written, in the order in which they are. */
  written(spots: readonly Spot[]): readonly Location[] {
    return spots
      .filter((spot) => this.of(spot)?.kind === "written")
      .map((spot) => this.locate(spot))
      .sort((a, b) => this.#files.indexOf(a.file) - this.#files.indexOf(b.file) || a.start - b.start);
  }

  /** An environment has what it merges; the rest is in the root alone. */
  #trace({ environment = "", path }: Spot): Trace {
    const { root, base, environments } = this.trees;
    const merged = follow(environments.get(environment) ?? base, path);
    const shared = follow(root, path);
    const trace = shared.missing < merged.missing ? shared : merged;
    return trace.exact ? trace : ofCatalogue(trace, path);
  }
}

/** What a service has that the specification does not mention, its engine brings. */
function ofCatalogue(trace: Trace, path: SpecPath): Trace {
  const engine = path.length === trace.missing + 2 ? trace.nearest.child("engine") : undefined;
  const name = engine?.child("name")?.content;
  if (path[0] !== "services" || !engine || typeof name !== "string") return trace;
  return { exact: { kind: "catalogue", engine: name, from: engine.origin }, nearest: engine, missing: 0 };
}
