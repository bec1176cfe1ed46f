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
  const prefix = isAlone ? "" : `${build.name}-`;
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
  return {
    base: `${variant}-base`,
    dependencies: `${variant}-dependencies`,
    developmentDependencies: `${variant}-development-dependencies`,
    productionDependencies: `${variant}-production-dependencies`,
    build: `${variant}-build`,
    development: `${variant}-dev`,
    test: `${variant}-test`,
    production: variant,
  };
}
