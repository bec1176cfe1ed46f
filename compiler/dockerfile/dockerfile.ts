/** A Dockerfile of the repository, as far as it concerns what is generated. Variables are expanded. */
export interface Dockerfile {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** The arguments before the first stage, which only FROM reads. */
  readonly globals: readonly Argument[];
  /** In the order of the file; a reference to a stage names an earlier one. */
  readonly stages: readonly Stage[];
}

/** What an instruction states, and the line of the instruction, from 1. */
export interface Stated<T> {
  readonly value: T;
  readonly line: number;
}

/** A stage with what it states itself. What it inherits is in the stage that it starts from. */
export interface Stage {
  /** In lower case, as Docker compares names; undefined for a stage without one. */
  readonly name: string | undefined;
  readonly line: number;
  /** The image or the stage that it starts from; undefined if an argument without a value names it. */
  readonly base: string | undefined;
  /** The names of arguments without a value that `base` reads. */
  readonly missing: readonly string[];
  readonly arguments: readonly Argument[];
  readonly copies: readonly Copy[];
  readonly secrets: readonly SecretMount[];
  /** The stages and images that RUN mounts, by name or number. */
  readonly mounted: readonly Stated<string>[];
  readonly user: Stated<string> | undefined;
  readonly ports: readonly Stated<string>[];
  readonly volumes: readonly Stated<string>[];
  readonly healthcheck: Stated<StatedHealthcheck | "none"> | undefined;
  readonly command: Stated<Words> | undefined;
  readonly entrypoint: Stated<Words> | undefined;
  readonly stopSignal: Stated<string> | undefined;
}

/** A build argument. */
export interface Argument {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly line: number;
}

/** A COPY or ADD instruction. */
export interface Copy {
  readonly line: number;
  /** A stage or an image; undefined: the build context. */
  readonly from: string | undefined;
  /** Paths of the context or of `from`, possibly with wildcards; without URLs and inline files. */
  readonly sources: readonly string[];
}

/** A secret that a RUN instruction mounts. */
export interface SecretMount {
  readonly id: string;
  readonly isRequired: boolean;
  readonly line: number;
}

/** The words of a command; in the shell form they are those of the shell. */
export interface Words {
  readonly words: readonly string[];
  readonly isShell: boolean;
}

/** A HEALTHCHECK instruction. Times are as written; undefined where it states none. */
export interface StatedHealthcheck {
  readonly command: readonly string[];
  readonly interval: string | undefined;
  readonly timeout: string | undefined;
  readonly startPeriod: string | undefined;
  readonly retries: number | undefined;
  /** What it requests if its command is an HTTP request to the container itself. */
  readonly request: { readonly port: number; readonly path: string } | undefined;
}

/** The stage of a name or number; without one, the last. */
export function stageOf({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return stages.at(-1);
  return (
    stages.findLast(({ name }) => name === target.toLowerCase()) ??
    (/^\d+$/.test(target) ? stages[Number(target)] : undefined)
  );
}

/** A stage, the stage that it starts from, and so on. */
export function lineageOf(file: Dockerfile, stage: Stage | undefined): readonly Stage[] {
  if (!stage) return [];
  return [stage, ...lineageOf(file, parentOf(file, stage, stage.base))];
}

/** A stage and all stages that building it needs, in the order of the file. */
export function neededStages(file: Dockerfile, stage: Stage | undefined): readonly Stage[] {
  const needed = new Set<Stage>();
  const add = (one: Stage | undefined): void => {
    if (!one || needed.has(one)) return;
    needed.add(one);
    const references = [one.base, ...one.copies.map(({ from }) => from), ...one.mounted.map(({ value }) => value)];
    for (const reference of references) add(parentOf(file, one, reference));
  };
  add(stage);
  return file.stages.filter((one) => needed.has(one));
}

/** The earlier stage that a reference of `stage` names; undefined for an image. */
export function parentOf(
  { stages, ...file }: Dockerfile,
  stage: Stage,
  reference: string | undefined,
): Stage | undefined {
  if (reference === undefined) return undefined;
  return stageOf({ ...file, stages: stages.slice(0, stages.indexOf(stage)) }, reference);
}

/** What the image of a stage has of a setting, its own or inherited. */
export function inherited<T>(lineage: readonly Stage[], read: (stage: Stage) => T | undefined): T | undefined {
  for (const stage of lineage) {
    const value = read(stage);
    if (value !== undefined) return value;
  }
  return undefined;
}
