import { nearest } from "../../diagnostics/suggest.ts";
import { type Dockerfile, neededStages, parentOf, type Stage, stageOf } from "../../dockerfile/dockerfile.ts";
import { isId } from "../build-own.ts";
import type { OwnBuild } from "../image.ts";
import type { Reporter } from "../reporter.ts";
import type { Rule } from "./rule.ts";

/** Arguments that BuildKit knows without ARG (https://docs.docker.com/reference/dockerfile/#predefined-args). */
const predefined = /^((http|https|ftp|no|all)_proxy|SOURCE_DATE_EPOCH|BUILDKIT_\w+)$/i;

/** An own Dockerfile exists, and has the stages, arguments and secrets that the specification names. */
export const ownDockerfilesBuild: Rule = ({ platform }, reporter) => {
  for (const build of platform.builds) {
    if (build.kind !== "own") continue;
    const { file, dockerfile, path } = build;
    const spot = { path: [...path, "build"] };
    if (!file) reporter.report("dockerfile/not-found", spot, { file: dockerfile });
    else if (file.stages.length === 0) reporter.report("dockerfile/no-stage", spot, { file: dockerfile });
    else {
      const stages = stagesOf(build, file, reporter);
      reportCopies(build, file, stages, reporter);
      reportArguments(build, file, stages, reporter);
      reportSecrets(build, stages, reporter);
    }
  }
};

/** The stages that the images need. Reports targets that do not exist. */
function stagesOf(build: OwnBuild, file: Dockerfile, reporter: Reporter): readonly Stage[] {
  const keys = { production: "target", development: "developmentTarget", test: "testTarget" } as const;
  const needed = (["production", "development", "test"] as const).flatMap((purpose) => {
    const target = build.targets[purpose];
    if (target === undefined) return [];
    const stage = stageOf(file, target || undefined);
    if (stage) return neededStages(file, stage);
    const names = file.stages.flatMap(({ name }) => name ?? []);
    const suggestion = nearest(target, names);
    const spot = { path: [...build.path, "build", keys[purpose]] };
    const holes = { file: build.dockerfile, stage: target, suggestion };
    reporter.report(
      "dockerfile/unknown-stage",
      spot,
      holes,
      suggestion === undefined ? {} : { replacement: suggestion },
    );
    return [];
  });
  return [...new Set(needed)];
}

function reportCopies(build: OwnBuild, file: Dockerfile, stages: readonly Stage[], reporter: Reporter): void {
  for (const stage of stages) {
    const earlier = file.stages.slice(0, file.stages.indexOf(stage)).flatMap(({ name }) => name ?? []);
    for (const { from, line } of stage.copies) {
      if (from === undefined || parentOf(file, stage, from)) continue;
      const suggestion = /^[\w-]+$/.test(from) ? nearest(from, earlier) : undefined;
      if (suggestion === undefined && !/^\d+$/.test(from)) continue;
      const holes = { at: `${build.dockerfile}:${line}`, stage: from, suggestion };
      reporter.report("dockerfile/copy-from-unknown", { path: [...build.path, "build"] }, holes);
    }
  }
}

function reportArguments(build: OwnBuild, file: Dockerfile, stages: readonly Stage[], reporter: Reporter): void {
  const declared = [...file.globals, ...file.stages.flatMap((stage) => stage.arguments)].map(({ name }) => name);
  for (const argument of Object.keys(build.args)) {
    if (declared.includes(argument) || predefined.test(argument)) continue;
    const suggestion = nearest(argument, declared);
    const spot = { path: [...build.path, "build", "args", argument], half: "key" } as const;
    reporter.report("dockerfile/unknown-argument", spot, { file: build.dockerfile, argument, suggestion });
  }
  for (const { missing, line } of stages) {
    for (const argument of missing) {
      const holes = { at: `${build.dockerfile}:${line}`, argument };
      reporter.report("dockerfile/argument-without-value", { path: [...build.path, "build"] }, holes);
    }
  }
}

function reportSecrets(build: OwnBuild, stages: readonly Stage[], reporter: Reporter): void {
  const mounts = stages.flatMap(({ secrets }) => secrets);
  for (const { secret, id } of build.secrets) {
    if (mounts.some((mount) => mount.id === id)) continue;
    const suggestion = nearest(
      secret,
      mounts.map((mount) => mount.id),
    );
    const spot = { path: [...build.path, "build", "secrets"], within: secret };
    reporter.report("dockerfile/secret-not-mounted", spot, { file: build.dockerfile, secret, suggestion });
  }
  const reported = new Set<string>();
  for (const { id, line } of mounts) {
    if (reported.has(id) || build.secrets.some(({ secret }) => secret === id || isId(id, secret))) continue;
    reported.add(id);
    const holes = { at: `${build.dockerfile}:${line}`, id };
    reporter.report("dockerfile/secret-not-supplied", { path: [...build.path, "build"] }, holes);
  }
}
