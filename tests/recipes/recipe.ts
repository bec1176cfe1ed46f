/** A recipe of CONTRIBUTING.md, followed for one example. */
export interface Recipe {
  /** As CONTRIBUTING.md calls it. */
  readonly name: string;
  /** In the order of CONTRIBUTING.md. */
  readonly steps: readonly Step[];
  /** The test files that have to pass: parts of their paths. */
  readonly tests: readonly string[];
  /** The cases of these files that concern the example. */
  readonly cases: readonly string[];
}

/** One step: either edits by hand, or a command that writes derived files. */
export type Step = EditStep | CommandStep;

interface StepBase {
  /** The step in the words of CONTRIBUTING.md. */
  readonly does: string;
  /** The test file that fails when the step is left out: a part of its path. */
  readonly test: string;
  /** What it names then. */
  readonly names: RegExp;
}

/** A step by hand. */
export interface EditStep extends StepBase {
  readonly edits: readonly Edit[];
}

/** A step that a command does. */
export interface CommandStep extends StepBase {
  /** Its arguments to Node, with the loader for TypeScript. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Patterns of the files that it writes. */
  readonly writes: readonly string[];
}

/** A change of one file: a new one, or lines before the first line that contains `before`. */
export type Edit =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly before: string; readonly insert: string }
  | { readonly file: string; readonly replace: string; readonly by: string };

/** The tests that write goldens and columns, for some cases. */
const update = (does: string, suite: string, writes: readonly string[], names: RegExp): CommandStep => ({
  does,
  test: suite,
  command: ["tests/runner/run.ts", suite],
  env: { UPDATE_GOLDENS: "1", CI: "" },
  writes,
  names,
});

/** `npm run generate:types`, which assembles the schema first. */
export const generateTypes = (names: RegExp): CommandStep => ({
  does: "`npm run generate:types`",
  test: "tests/derived.test",
  command: ["compiler/dev/write-types.ts"],
  writes: ["schema/platform.schema.json", "compiler/spec/spec.ts"],
  names,
});

/** `npm run generate:keys` */
export const generateKeys = (names: RegExp): CommandStep => ({
  ...update("`npm run generate:keys`", "tests/keys/targets.test", ["compiler/targets/*/expressed.yaml"], names),
  test: "tests/key-table.test",
});

/** `npm run generate:reference` */
export const generateReference = (names: RegExp): CommandStep => ({
  does: "`npm run generate:reference`",
  test: "tests/derived.test",
  command: ["compiler/dev/write-reference.ts"],
  writes: ["schema/reference.md"],
  names,
});

/** `npm run test:update` */
export const updateGoldens = (golden: string, names: RegExp): CommandStep =>
  update("`npm run test:update`", "tests/golden.test", [`tests/golden/${golden}/expected/**`], names);
