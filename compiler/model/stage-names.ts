import { withDefaults } from "../spec/defaults.ts";
import type { DockerTargetSpec, StageNamesSpec } from "../spec/spec.ts";
import type { Build } from "./image.ts";

/** The names of the stages of one service in one Dockerfile. */
export interface StageNames {
  readonly base: string;
  readonly dependencies: string;
  readonly productionDependencies: string;
  readonly build: string;
  readonly development: string;
  readonly test: string;
  readonly production: string;
}

/** The names that stages have where a Dockerfile builds one service. `settings` is `targets.docker`. */
export function bareStageNames(settings: DockerTargetSpec | undefined): StageNames {
  const names = withDefaults<StageNamesSpec>(settings?.stages, "stageNames");
  return { ...names, productionDependencies: `production-${names.dependencies}` };
}

/** In a Dockerfile that builds several services, the names of stages start with the service. */
export function stageNamesOf(build: Build, isAlone: boolean, settings: DockerTargetSpec | undefined): StageNames {
  const names = bareStageNames(settings);
  const prefix = isAlone ? "" : `${withLetterFirst(build.name)}-`;
  return {
    base: `${prefix}${names.base}`,
    dependencies: `${prefix}${names.dependencies}`,
    productionDependencies: `${prefix}${names.productionDependencies}`,
    build: `${prefix}${names.build}`,
    development: `${prefix}${names.development}`,
    test: `${prefix}${names.test}`,
    production: `${prefix}${names.production}`,
  };
}

/** The names of a variant's stages. The production stage is named after the variant; the names are also image tags. */
export function variantStageNames(variant: string): StageNames {
  const name = withLetterFirst(variant);
  return {
    base: `${name}-base`,
    dependencies: `${name}-dependencies`,
    productionDependencies: `${name}-production-dependencies`,
    build: `${name}-build`,
    development: `${name}-dev`,
    test: `${name}-test`,
    production: name,
  };
}

/** The name of a stage must start with a letter. Names of services and variants may start with a digit; none has an underscore. */
function withLetterFirst(name: string): string {
  return /^\d/.test(name) ? `stage_${name}` : name;
}
