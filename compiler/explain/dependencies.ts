import { type Origin, originKey } from "../spec/origin.ts";
import type { Candidate, Change } from "./candidate.ts";
import { candidatesOf } from "./candidates.ts";
import { Laboratory, type Outcome, type Subject } from "./experiment.ts";

/** A line of a file that a target makes. */
export interface Line {
  readonly path: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** Which lines depend on what. */
export interface Dependencies {
  /** Every line, by file and number. */
  readonly lines: readonly Line[];
  /** What a line depends on. */
  originsOf(line: Line): readonly Origin[];
  /** The lines that depend on a value. */
  linesOf(origin: Origin): readonly Line[];
}

/**
 * The values that each line of a target's files depends on: values of the specification, defaults of a tier or of the
 * schema, entries of the catalogue. A line depends on a value if changing or removing the value changes or removes the
 * line. Values are changed in groups first; a group that changes no line needs no further tests. A key that disables or
 * names a whole file does not count as a dependency of its lines. Custom templates and overrides are ignored.
 */
export function dependencies(subject: Subject): Dependencies {
  const laboratory = new Laboratory(subject);
  const found = new Map<string, Map<string, Origin>>();
  const record = ({ origins }: Candidate, changed: ReadonlySet<string>): void => {
    for (const line of changed) {
      const known = found.get(line) ?? new Map<string, Origin>();
      for (const origin of origins) known.set(originKey(origin), origin);
      found.set(line, known);
    }
  };
  const { trees } = subject.origins;
  const candidates = candidatesOf(trees);
  for (const kind of ["value", "engine", "entry", "unset"] as const) {
    const alike = candidates.filter((candidate) => candidate.kind === kind);
    for (const group of groupsOf(alike, groupSizes[kind])) testGroup(group, laboratory, record);
  }
  return resultOf(laboratory, found);
}

/** How many values are changed at once to begin with. Most engines and unset keys have lines that depend on them. */
const groupSizes: Readonly<Record<Candidate["kind"], number>> = { value: 8, entry: 8, engine: 1, unset: 1 };

function groupsOf(candidates: readonly Candidate[], size: number): readonly (readonly Candidate[])[] {
  return Array.from({ length: Math.ceil(candidates.length / size) }, (_, index) =>
    candidates.slice(index * size, (index + 1) * size),
  );
}

type RecordLines = (candidate: Candidate, changed: ReadonlySet<string>) => void;

function testGroup(group: readonly Candidate[], laboratory: Laboratory, record: RecordLines): void {
  if (group.length > 1) {
    const together: Change = new Map(group.flatMap(({ changes: [first] }) => [...(first ?? [])]));
    const outcome = laboratory.try(together);
    if (outcome && isConclusive(outcome, group[0]) && outcome.changed.size === 0) return;
  }
  for (const candidate of group) {
    const changed = changedWith(candidate, laboratory);
    if (changed) record(candidate, changed);
  }
}

/** A value stays valid; what is removed or replaced by another engine takes with it what refers to it. */
function isConclusive({ isValid }: Outcome, candidate: Candidate | undefined): boolean {
  return isValid || candidate?.kind === "entry" || candidate?.kind === "engine";
}

/** The lines that change with a candidate, in the first way to change it that compiles. */
function changedWith(candidate: Candidate, laboratory: Laboratory): ReadonlySet<string> | undefined {
  for (const change of candidate.changes) {
    const outcome = laboratory.try(change);
    if (outcome && isConclusive(outcome, candidate)) return outcome.changed;
  }
  return undefined;
}

function resultOf(laboratory: Laboratory, found: ReadonlyMap<string, ReadonlyMap<string, Origin>>): Dependencies {
  const lines = [...laboratory.lines].flatMap(([path, lines]) =>
    lines.map((text, index): Line => ({ path, number: index + 1, text })),
  );
  const originsAt = ({ path, number }: Line): ReadonlyMap<string, Origin> =>
    found.get(`${path}:${number - 1}`) ?? new Map();
  return {
    lines,
    originsOf: (line) => [...originsAt(line).values()],
    linesOf: (origin) => lines.filter((line) => originsAt(line).has(originKey(origin))),
  };
}
