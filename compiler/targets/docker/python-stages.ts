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
} from "./common-stages.ts";
import { installationOf, stripCommand } from "./python-install.ts";
import { copyOutputs, copySource, type FilledFolder } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage, type TargetStages } from "./stage.ts";

/** The stages of a Python service. A virtual environment is made once and copied to production. */
export function pythonStages(
  platform: Platform,
  family: ImageFamily,
  file: string,
  filled: readonly FilledFolder[],
): TargetStages {
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
  const built = buildStage(family, dependencies, { filled, project: installs.project });
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
    ...copyOutputs(filled),
    ...installs.project,
  ];
  const owner = productionOwner(build, "");
  const source: readonly Instruction[] = isBuilt
    ? [copyFrom(built, "/app/", "./", owner)]
    : [...copySource(build.source, "production", owner), ...copyOutputs(filled, owner)];
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

interface BuildParts {
  readonly filled: readonly FilledFolder[];
  /** The instructions that install the project itself. */
  readonly project: readonly Instruction[];
}

/** The stage that installs the project itself and runs the build command. */
function buildStage(family: ImageFamily, from: Stage, { filled, project }: BuildParts): Stage {
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
      ...copyOutputs(filled),
      ...project,
      ...(command ? runWith(secretMounts(build), buildCommand(command)) : []),
    ],
    settings: {},
  };
}
