import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import fastGlob from "fast-glob";
import type { Edit, Step } from "./recipe.ts";

/** The text of files, by path; undefined where there is none. */
type Texts = ReadonlyMap<string, string | undefined>;

/** A copy of the repository in which steps are done and left out. */
export class Copy {
  readonly folder: string;
  readonly #before = new Map<Step, Texts>();
  readonly #after = new Map<Step, Texts>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Does a step. `run` runs its command, which has to succeed. */
  async apply(
    step: Step,
    run: () => Promise<{ readonly status: number | null; readonly output: string }>,
  ): Promise<void> {
    if ("edits" in step) {
      for (const edit of step.edits) this.#write(edit.file, edited(this.#read(edit.file), edit));
      return;
    }
    const before = this.#textsOf(step.writes);
    const { status, output } = await run();
    if (status !== 0) throw new Error(`${step.does} failed:\n${output}`);
    const after = this.#textsOf(step.writes);
    this.#before.set(step, before);
    this.#after.set(step, after);
  }

  /** Makes the files what they would be without a step. Other steps that edit the same file stay done. */
  leaveOut(step: Step): void {
    if ("edits" in step) {
      this.#after.set(step, new Map(step.edits.map(({ file }) => [file, this.#read(file)])));
      for (const edit of step.edits) this.#write(edit.file, unedited(this.#read(edit.file), edit));
      return;
    }
    for (const path of this.#after.get(step)?.keys() ?? []) this.#write(path, this.#before.get(step)?.get(path));
  }

  /** Does a step again that was left out. */
  putBack(step: Step): void {
    for (const [path, text] of this.#after.get(step) ?? []) this.#write(path, text);
  }

  #textsOf(patterns: readonly string[]): Texts {
    const paths = fastGlob.sync([...patterns], { cwd: this.folder, dot: true });
    return new Map(paths.map((path) => [path, this.#read(path)]));
  }

  #read(path: string): string | undefined {
    const full = `${this.folder}/${path}`;
    return existsSync(full) ? readFileSync(full, "utf8") : undefined;
  }

  #write(path: string, text: string | undefined): void {
    const full = `${this.folder}/${path}`;
    if (text === undefined) {
      rmSync(full, { force: true });
      return;
    }
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}

/** A text with an edit. Throws when there is no place for it. */
function edited(text: string | undefined, edit: Edit): string {
  if ("text" in edit) return edit.text;
  const place = "before" in edit ? edit.before : edit.replace;
  if (!text?.includes(place)) throw new Error(`${edit.file} has no '${place}'`);
  return text.replace(place, () => ("before" in edit ? edit.insert + edit.before : edit.by));
}

/** A text without an edit. */
function unedited(text: string | undefined, edit: Edit): string | undefined {
  if ("text" in edit) return undefined;
  return "before" in edit
    ? text?.replace(edit.insert + edit.before, () => edit.before)
    : text?.replace(edit.by, () => edit.replace);
}
