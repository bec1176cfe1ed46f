import { readFileSync } from "node:fs";
import { readPlatform } from "../../compiler/compile.ts";
import { Diagnostics } from "../../compiler/diagnostics/diagnostics.ts";
import { Renderer } from "../../compiler/render/render.ts";
import { expand, type KeyUse } from "../../compiler/spec/expand.ts";
import { nodeOf } from "../../compiler/spec/node.ts";
import type { SpecPath } from "../../compiler/spec/path.ts";
import { memberOf, nodeAt, resolve, type Schema } from "../../compiler/spec/schema.ts";
import { planTargets } from "../../compiler/targets/plan.ts";
import type { PlannedArtifact } from "../../compiler/targets/target.ts";
import { changedAt, valueAt } from "./data.ts";
import { root, sourceOf } from "./sources.ts";

/** A specification as data, and what each target makes of it. */
export interface Specimen {
  readonly name: string;
  readonly value: unknown;
  readonly uses: readonly KeyUse[];
  readonly outputs: Outputs;
}

/** What each target would write: its artifacts, by target and path, and the overrides of its files. */
type Outputs = ReadonlyMap<string, TargetOutput>;

interface TargetOutput {
  readonly artifacts: ReadonlyMap<string, { readonly artifact: PlannedArtifact; readonly view: string }>;
  readonly overrides: string;
}

/**
 * Keys that say where files are read and written, and not what is in them, and `location`, which decides which environments are
 * compared with each other. Other tests look at them.
 */
export const aboutFiles = new Set([
  "environment.location",
  "spec.exclude",
  "spec.include",
  "spec.output",
  "spec.root",
  "spec.templates",
]);

/** The own Dockerfile of the specification of everything, which is at every path that a change comes to. */
const dockerfile = readFileSync(`${root}tests/golden/everything/out/tools/Dockerfile`);

/** Plans the output of a specification that is given as data; undefined when it has an error. */
export async function outputsOf(value: unknown): Promise<Outputs | undefined> {
  const diagnostics = new Diagnostics();
  const { read: readIt, ...source } = sourceOf(JSON.stringify(value));
  const withDockerfiles = {
    ...source,
    read: (path: string) => (path.endsWith("Dockerfile") ? dockerfile : readIt(path)),
  };
  const read = await readPlatform(withDockerfiles, diagnostics);
  if (!read || diagnostics.hasErrors) return undefined;
  const { spec, platform, lock, reporter } = read;
  const plan = planTargets(platform, {}, { lock, reporter, inputs: [], exclude: spec.exclude ?? [] });
  if (diagnostics.hasErrors) return undefined;
  const overrides: Readonly<Record<string, unknown>> = { ...spec.overrides };
  return new Map(
    [...plan.targets.keys()].map((target) => {
      const own = plan.artifacts.filter((artifact) => artifact.target === target);
      const artifacts = new Map(own.map((artifact) => [artifact.path, { artifact, view: JSON.stringify(artifact) }]));
      return [target, { artifacts, overrides: JSON.stringify(overrides[target]) ?? "" }];
    }),
  );
}

/** Every key that a specification has, without those that a short form stands for. */
export function keysIn(value: unknown): readonly KeyUse[] {
  const { keys } = expand(nodeOf(value, { kind: "default", key: "spec" }), new Diagnostics());
  return keys.filter(({ path }) => valueAt(value, path) !== undefined);
}

/** Reads a specimen. Throws when it does not compile. */
export async function specimenOf(name: string, value: unknown): Promise<Specimen> {
  const outputs = await outputsOf(value);
  if (!outputs) throw new Error(`the specimen ${name} does not compile`);
  return { name, value, uses: keysIn(value), outputs };
}

/** What changing a key has shown. */
export interface Behaviour {
  /** The targets of which some output changed. */
  readonly changed: ReadonlySet<string>;
  /** The targets that some specimen has whose changes compiled: nothing is known of others. */
  readonly judged: ReadonlySet<string>;
  /** How many changes compiled. */
  readonly tried: number;
  /** How many changes were errors. */
  readonly refused: number;
}

/** After so many changes that compiled, a target whose output did not change is taken to have nothing to do with the key. */
const enoughTries = 8;

/** Changes the uses of a key in ways that compile, and sees which targets' output changes with it. */
export async function behaviourOf(
  key: string,
  specimens: readonly Specimen[],
  expected: ReadonlySet<string>,
): Promise<Behaviour> {
  const changed = new Set<string>();
  const judged = new Set<string>();
  let tried = 0;
  let refused = 0;
  for (const { value, outputs, uses } of specimens) {
    const variations = uses.filter((use) => use.key === key).flatMap((use) => variationsOf(value, use.path));
    for (const variation of variations) {
      const isSettled = tried > 0 && [...expected].every((target) => changed.has(target));
      if (isSettled && (expected.size > 0 || tried >= enoughTries)) break;
      const changedOutputs = await outputsOf(variation);
      if (!changedOutputs) {
        refused++;
        continue;
      }
      tried++;
      for (const target of outputs.keys()) judged.add(target);
      for (const target of differing(outputs, changedOutputs)) changed.add(target);
    }
  }
  return { changed, judged, tried, refused };
}

const renderer = new Renderer(new Map(), false);

/** The targets whose output differs. Equal views render to equal text, so only what differs in its view is rendered. */
function differing(a: Outputs, b: Outputs): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((target) => {
    const [before, after] = [a.get(target), b.get(target)];
    if (!before || !after || before.overrides !== after.overrides) return true;
    const paths = new Set([...before.artifacts.keys(), ...after.artifacts.keys()]);
    return [...paths].some((path) => {
      const [one, other] = [before.artifacts.get(path), after.artifacts.get(path)];
      if (!one || !other) return true;
      return one.view !== other.view && textOf(one.artifact) !== textOf(other.artifact);
    });
  });
}

function textOf(artifact: PlannedArtifact): string {
  const { text, mode } = renderer.render(artifact);
  return `${mode} ${text}`;
}

/** The specification without the value at `path`, and with other values in its place. */
function variationsOf(value: unknown, path: SpecPath): readonly unknown[] {
  const parent = nodeAt(value, path.slice(0, -1));
  const key = path.at(-1);
  const schema = parent && key !== undefined ? memberOf(parent.schema, key) : undefined;
  const here = valueAt(value, path);
  const others = schema ? otherValues(here, schema) : [];
  return [changedAt(value, path, undefined), ...others.map((other) => changedAt(value, path, other))];
}

function otherValues(value: unknown, schema: Schema): readonly unknown[] {
  const { schema: meant } = resolve(schema);
  const alternatives = meant.anyOf?.map((alternative) => resolve(alternative).schema) ?? [meant];
  const words = alternatives.flatMap((alternative) => alternative.enum ?? []);
  if (words.length > 0) return words.filter((word) => word !== value);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, value * 2];
  if (typeof value === "string") return otherTexts(value, alternatives);
  if (Array.isArray(value)) return value.map((_, index) => value.filter((__, other) => other !== index));
  return [];
}

/** Texts that are like this one: with another number, with a letter more, of another form that the schema has. */
function otherTexts(text: string, alternatives: readonly Schema[]): readonly string[] {
  const numbers = text.replace(/\d+/, (digits) => String(Number(digits) + 1));
  const examples = alternatives
    .flatMap((alternative) => alternative.examples ?? [])
    .filter((example) => typeof example === "string");
  return [numbers, `${text}x`, text.replace(/\$\{[^}]*\}|\w+/, "other"), ...examples].filter((other) => other !== text);
}
