// The files of a platform as they are committed, parsed. tests/current.test.ts compares them with what compiling gives.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import * as assert from "uvu/assert";
import { parse, parseAllDocuments } from "yaml";
import { root } from "../support/sources.ts";

/** The test of a feature. */
export type Feature = () => void | Promise<void>;

/** A value of a parsed file. */
export type Value = string | number | boolean | null | readonly Value[] | Values;

/** A map of a parsed file. */
export interface Values {
  readonly [key: string]: Value | undefined;
}

/** A Compose file, with merge keys resolved. */
export interface ComposeFile {
  readonly name?: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, Values | null>>;
  readonly volumes?: Readonly<Record<string, Values | null>>;
  readonly secrets?: Readonly<Record<string, Values>>;
}

/** A service of a Compose file. */
export interface ComposeService extends Values {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly Values[];
  readonly command?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, Values>>;
  readonly deploy?: Values & { readonly replicas?: number };
}

/** A folder with the output of a platform. */
export class Platform {
  readonly #folder: string;

  /** `folder` is relative to the root of the repository. */
  constructor(folder: string) {
    this.#folder = `${root}${folder}`;
  }

  /** The text of a file. */
  text(path: string): string {
    assert.ok(existsSync(`${this.#folder}/${path}`), `there is no ${path}`);
    return readFileSync(`${this.#folder}/${path}`, "utf8");
  }

  /** A YAML or JSON file. */
  read(path: string): Values {
    return parse(this.text(path), { merge: true, maxAliasCount: -1 }) as Values;
  }

  /** A Compose file. */
  compose(path: string): ComposeFile {
    return this.read(path) as unknown as ComposeFile;
  }

  /** The documents of YAML files, which are the objects of Kubernetes. */
  objects(glob: string): readonly Values[] {
    return this.files(glob).flatMap((path) =>
      parseAllDocuments(this.text(path)).map((document) => document.toJS() as Values),
    );
  }

  /** The paths of files, in order. */
  files(glob: string): readonly string[] {
    return fastGlob.sync(glob, { cwd: this.#folder, dot: true }).sort();
  }

  /** Runs a command in the folder, without any variable but PATH. */
  run([program = "", ...words]: readonly string[]): { readonly code: number; readonly output: string } {
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: this.#folder,
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
    return { code: status ?? -1, output: stdout + stderr };
  }

  /** The stages of a Dockerfile with their base, in order. */
  stages(path = "Dockerfile"): ReadonlyMap<string, string> {
    const found = [...this.text(path).matchAll(/^FROM (\S+) AS (\S+)$/gm)];
    return new Map(found.map(([, base = "", name = ""]) => [name, base]));
  }

  /** The image at the bottom of a stage. */
  baseOf(stage: string, path = "Dockerfile"): string {
    const stages = this.stages(path);
    let base = stage;
    for (let next = stages.get(base); next !== undefined; next = stages.get(base)) base = next;
    return base.split("@")[0] ?? "";
  }

  /** The lines of a stage. */
  stageText(stage: string, path = "Dockerfile"): string {
    const text = this.text(path);
    const start = text.search(new RegExp(`^FROM \\S+ AS ${stage}$`, "m"));
    assert.ok(start >= 0, `${path} has no stage ${stage}`);
    const end = text.indexOf("\nFROM ", start + 1);
    return text.slice(start, end < 0 ? undefined : end);
  }
}

/** A value within a parsed file, by keys and indices; undefined if it is not there. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, step) => {
    if (Array.isArray(inner)) return (inner as readonly Value[])[Number(step)];
    return typeof inner === "object" && inner !== null ? (inner as Values)[String(step)] : undefined;
  }, value);
}

/** A list within a parsed file; empty if it is not there. */
export function listAt(value: Value | undefined, ...path: readonly (string | number)[]): readonly Value[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The kinds of objects, each named once, in order. */
export function kindsOf(objects: readonly Values[]): readonly string[] {
  return [...new Set(objects.map(({ kind }) => String(kind)))].sort();
}

/** The object of a kind with a name. */
export function objectOf(objects: readonly Values[], kind: string, name: string): Values {
  const found = objects.find((object) => object.kind === kind && at(object, "metadata", "name") === name);
  assert.ok(found, `there is no ${kind} ${name}`);
  return found;
}
