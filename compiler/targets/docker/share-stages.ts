import type { Instruction, Stage } from "./stage.ts";

/** Something that a stage starts or copies from is a stage of the same file, or an image. */
type Reference = Stage | string | null;

/**
 * The target stages of each service after sharing: shareable stages that are equal become one, and a stage that is not
 * built by name is merged into the stage that starts from it if there is only one, or if it is too small to share.
 */
export function shareStages(services: readonly (readonly Stage[])[]): readonly (readonly Stage[])[] {
  const passes = [withoutDuplicates, withMergedStages, withJoinedRuns, withCommonCommands];
  return passes.reduce((stages, pass) => {
    const change = pass(stages.flat());
    return stages.map((targets) => targets.map(change));
  }, services);
}

/** All stages that some stages need, each after those it starts or copies from, with the stages themselves. */
export function stagesNeededBy(targets: readonly Stage[]): readonly Stage[] {
  const found = new Set<Stage>();
  const visit = (stage: Reference): void => {
    if (stage === null || typeof stage === "string" || found.has(stage)) return;
    visit(stage.from);
    for (const instruction of stage.instructions) visit(copiedFrom(instruction));
    found.add(stage);
  };
  for (const target of targets) visit(target);
  return [...found];
}

/** Applies a change to every stage, after it has been applied to the stages that it refers to. */
export function changeStages(change: (changed: Stage, original: Stage) => Stage): (stage: Stage) => Stage {
  const changed = new Map<Stage, Stage>();
  const visit = (stage: Stage): Stage => {
    const known = changed.get(stage);
    if (known) return known;
    const result = change(withReferences(stage, visit), stage);
    changed.set(stage, result);
    return result;
  };
  return visit;
}

function withReferences(stage: Stage, change: (stage: Stage) => Stage): Stage {
  return {
    ...stage,
    from: typeof stage.from === "string" ? stage.from : change(stage.from),
    instructions: stage.instructions.map((instruction) => {
      const from = copiedFrom(instruction);
      return from !== null && typeof from !== "string" ? { ...instruction, from: change(from) } : instruction;
    }),
  };
}

function copiedFrom(instruction: Instruction): Reference {
  return instruction.kind === "copy" ? instruction.from : null;
}

function withoutDuplicates(): (stage: Stage) => Stage {
  const byContent = new Map<string, Stage>();
  return changeStages((stage) => {
    const content = JSON.stringify({ ...stage, name: stage.scope === "shareable" ? "" : stage.name });
    const first = byContent.get(content) ?? stage;
    byContent.set(content, first);
    return first;
  });
}

function withMergedStages(targets: readonly Stage[]): (stage: Stage) => Stage {
  const all = stagesNeededBy(targets);
  const copied = new Set(all.flatMap(({ instructions }) => instructions.map(copiedFrom)));
  const isMerged = (stage: Stage): boolean =>
    stage.scope !== "target" && !copied.has(stage) && (isSmall(stage) || childrenOf(stage, all).length === 1);
  return changeStages((changed, { from }) =>
    typeof from !== "string" && isMerged(from) && typeof changed.from !== "string"
      ? mergeStages(changed.from, changed)
      : changed,
  );
}

/** Whether a stage builds nothing and sets one thing at most. */
function isSmall({ instructions, settings }: Stage): boolean {
  const builds = instructions.some(({ kind }) => kind === "run" || kind === "copy");
  return !builds && instructions.length + Object.keys(settings).length <= 1;
}

function mergeStages(parent: Stage, child: Stage): Stage {
  return {
    ...child,
    from: parent.from,
    instructions: [...parent.instructions, ...child.instructions],
    settings: { ...parent.settings, ...child.settings },
  };
}

/** Consecutive RUN instructions without mounts become one, in every stage. A command in exec form stays alone. */
function withJoinedRuns(): (stage: Stage) => Stage {
  return changeStages((changed) => ({ ...changed, instructions: joinRuns(changed.instructions) }));
}

function joinRuns(instructions: readonly Instruction[]): readonly Instruction[] {
  const joined: Instruction[] = [];
  for (const next of instructions) {
    const last = joined.at(-1);
    if (last && isJoinable(last) && isJoinable(next)) {
      joined.splice(-1, 1, { ...last, commands: [...last.commands, ...next.commands] });
    } else {
      joined.push(next);
    }
  }
  return joined;
}

function isJoinable(instruction: Instruction): instruction is Extract<Instruction, { kind: "run" }> {
  if (instruction.kind !== "run") return false;
  return instruction.mounts.length === 0 && !instruction.commands.some((command) => command.startsWith('["'));
}

/** A shared stage sets the command that most of the stages have that start from it. */
function withCommonCommands(targets: readonly Stage[]): (stage: Stage) => Stage {
  const all = stagesNeededBy(targets);
  return changeStages((changed, original) => {
    const command = original.scope === "shareable" ? commonCommand(childrenOf(original, all)) : undefined;
    return command ? { ...changed, settings: { command, ...changed.settings } } : changed;
  });
}

function commonCommand(stages: readonly Stage[]): readonly string[] | undefined {
  const commands = stages.flatMap(({ settings: { command } }) => (command ? [command] : []));
  const count = (command: readonly string[]): number =>
    commands.filter((other) => JSON.stringify(other) === JSON.stringify(command)).length;
  const largest = Math.max(1, ...commands.map(count));
  return largest === 1 ? undefined : commands.find((command) => count(command) === largest);
}

function childrenOf(stage: Stage, all: readonly Stage[]): readonly Stage[] {
  return all.filter(({ from }) => from === stage);
}
