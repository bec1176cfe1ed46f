import type { Build } from "../../model/image.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec, StageNamesSpec } from "../../spec/spec.ts";

/** The names of the stages of one service in one Dockerfile. */
export interface StageNames {
  readonly base: string;
  readonly dependencies: string;
  readonly developmentDependencies: string;
  readonly productionDependencies: string;
  readonly build: string;
  readonly development: string;
  readonly test: string;
  readonly production: string;
}

/** The names of stages: alone in its file a service needs no prefix; among others its name comes first. */
export function stageNamesOf(build: Build, isAlone: boolean, target: DockerTargetSpec | undefined): StageNames {
  const names = withDefaults<StageNamesSpec>(target?.stages, "stageNames");
  const prefix = isAlone ? "" : `${withLetterFirst(build.name)}-`;
  return {
    base: `${prefix}${names.base}`,
    dependencies: `${prefix}${names.dependencies}`,
    developmentDependencies: `${prefix}development-${names.dependencies}`,
    productionDependencies: `${prefix}production-${names.dependencies}`,
    build: `${prefix}${names.build}`,
    development: `${prefix}${names.development}`,
    test: `${prefix}${names.test}`,
    production: `${prefix}${names.production}`,
  };
}

/** The names of a variant's stages: its own for production, with a suffix for the rest; they are its tags as well. */
export function variantStageNames(variant: string): StageNames {
  const name = withLetterFirst(variant);
  return {
    base: `${name}-base`,
    dependencies: `${name}-dependencies`,
    developmentDependencies: `${name}-development-dependencies`,
    productionDependencies: `${name}-production-dependencies`,
    build: `${name}-build`,
    development: `${name}-dev`,
    test: `${name}-test`,
    production: name,
  };
}

/** A stage's name starts with a letter; those of services and variants need not, and have no '_'. */
export function withLetterFirst(name: string): string {
  return /^\d/.test(name) ? `stage_${name}` : name;
}
