import type { ImageFamily } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import { secretMounts } from "./build-secrets.ts";
import {
  baseStage,
  buildArgsOf,
  buildCommand,
  developmentStages,
  isIn,
  ownDirectories,
  productionBase,
  productionOwner,
  productionStage,
  type TargetStages,
} from "./common-stages.ts";
import { installationOf, stripCommand } from "./python-install.ts";
import { copySource } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage } from "./stage.ts";

/** The stages of a Python service. A virtual environment is made once and copied to production. */
export function pythonStages(platform: Platform, family: ImageFamily, file: string): TargetStages {
  const { build, stages, strip } = family;
  const base = baseStage(platform, family, {
    PATH: "/opt/venv/bin:$PATH",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUNBUFFERED: "1",
  });
  const installs = installationOf(platform, family);
  const dependencies: Stage = {
    name: stages.dependencies,
    role: "dependencies",
    scope: "private",
    from: {
      name: `${stages.dependencies}-base`,
      role: "dependencies",
      scope: "shareable",
      from: base,
      instructions: installs.tools,
      settings: {},
    },
    instructions: installs.production,
    settings: {},
  };
  const isBuilt = build.build?.command !== undefined || installs.project.length > 0;
  const built = buildStage(family, dependencies, installs.project);
  const complete = isBuilt ? built : dependencies;
  const stripped: Stage = {
    name: stages.productionDependencies,
    role: "productionDependencies",
    scope: "private",
    from: complete,
    instructions: run(stripCommand),
    settings: {},
  };
  const forDevelopment = [
    ...installs.development,
    ...(isIn(file, family, "development") ? run(...ownDirectories(build)) : []),
    ...copySource(build.source, "development"),
    ...installs.project,
  ];
  const owner = productionOwner(build, "");
  const source: readonly Instruction[] = isBuilt
    ? [copyFrom(built, "/app/", "./", owner)]
    : copySource(build.source, "production", owner);
  return {
    ...developmentStages(family, file, dependencies, forDevelopment, env({ PYTEST_ADDOPTS: "-p no:cacheprovider" })),
    ...(isIn(file, family, "production") && {
      production: productionStage(platform, family, productionBase(family, base), [
        copyFrom(strip ? stripped : complete, "/opt/venv", "/opt/venv"),
        ...source,
      ]),
    }),
  };
}

/** The stage that installs the project itself and runs the build command. */
function buildStage(family: ImageFamily, from: Stage, project: readonly Instruction[]): Stage {
  const { build, stages } = family;
  const command = build.build?.command;
  return {
    name: stages.build,
    role: "build",
    scope: "private",
    from,
    instructions: [
      ...buildArgsOf(family),
      ...copySource(build.source, "production"),
      ...project,
      ...(command ? runWith(secretMounts(build), buildCommand(command)) : []),
    ],
    settings: {},
  };
}
