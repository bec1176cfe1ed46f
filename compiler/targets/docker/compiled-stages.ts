import { baseImagesOf, buildDistributionOf } from "../../model/base-images.ts";
import { below } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { buildFolder } from "../../model/java-packaging.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { secretMounts } from "./build-secrets.ts";
import {
  asUser,
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
import { goTools } from "./go-tools.ts";
import { gradleTools, mavenTools } from "./java-tools.ts";
import { installPackages } from "./packages.ts";
import { copyIncluded, copyOutputs, copySource, type FilledFolder } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage, type TargetStages } from "./stage.ts";
import type { Toolchain } from "./toolchain.ts";

/** The stages of a service in Go or Java. Production copies the result of the build and nothing else. */
export function compiledStages(
  platform: Platform,
  family: ImageFamily,
  file: string,
  filled: readonly FilledFolder[],
): TargetStages {
  const { build, stages, packages, runtime } = family;
  const image = pinned(platform, baseImagesOf(runtime).build);
  const tools = toolchainOf(platform, build);
  const built: Stage = {
    name: stages.build,
    role: "build",
    scope: "private",
    from: {
      name: `${stages.build}-base`,
      role: "build",
      scope: "shareable",
      from: image,
      instructions: [
        ...tools.tools,
        ...run(...installPackages(packages.build, buildDistributionOf(runtime))),
        { kind: "workdir", path: buildFolder },
      ],
      settings: {},
    },
    instructions: [
      ...buildArgsOf(family),
      ...tools.prepare,
      ...copySource(build.source, "production"),
      ...copyOutputs(filled),
      ...compileWith(family, tools),
    ],
    settings: {},
  };
  return {
    ...developmentStagesOf({ family, file, filled }, image, tools),
    ...(build.build?.output !== undefined && {
      output: { from: built, folder: below(buildFolder, build.build.output) },
    }),
    ...(isIn(file, family, "production") && {
      production: productionStage(platform, family, productionBase(family, baseStage(platform, family)), [
        ...builtIn(build, tools).map((path) => copyFrom(built, path, tools.to)),
        ...copyIncluded(build, built, buildFolder, productionOwner(build, "")),
      ]),
    }),
  };
}

/** A family, one of its Dockerfiles, and the folders that other builds fill. */
interface FamilyInFile {
  readonly family: ImageFamily;
  readonly file: string;
  readonly filled: readonly FilledFolder[];
}

/** Development and tests run as the user, who makes what builds write to: root would leave files that it cannot change. */
function developmentStagesOf({ family, file, filled }: FamilyInFile, image: string, tools: Toolchain): TargetStages {
  const { build, stages, packages, runtime } = family;
  const { variables, directories, prepare, writesSource, fetch } = tools.development;
  const isDeveloped = isIn(file, family, "development");
  const owned = ownDirectories({ ...build, ownedDirectories: isDeveloped ? build.ownedDirectories : [] }, directories);
  const sdk: Stage = {
    name: `${stages.development}-base`,
    role: "development",
    scope: "shareable",
    from: image,
    instructions: [
      ...tools.tools,
      ...env({ HOME: "/tmp", ...variables }),
      { kind: "workdir", path: "/app" },
      ...run(...installPackages(packages.build, buildDistributionOf(runtime)), ...owned),
      asUser(build),
    ],
    settings: {},
  };
  const owner = writesSource ? `${build.user.id}:${build.user.group}` : "";
  return developmentStages(family, file, sdk, [
    ...prepare,
    ...copySource(build.source, "development", owner),
    ...copyOutputs(filled, owner),
    ...fetch,
  ]);
}

/** The instructions that build: the command of the specification replaces that of the language. */
function compileWith({ build: own }: ImageFamily, tools: Toolchain): readonly Instruction[] {
  const { build } = own;
  const mounts = [...tools.caches, ...secretMounts(own)];
  if (!build?.command) return runWith(mounts, ...tools.compile, ...tools.collect);
  const collect = build.output === undefined ? tools.collect : [];
  return [
    ...env(build.output === undefined ? tools.redirect : {}),
    ...runWith(mounts, buildCommand(build.command)),
    ...run(...collect),
  ];
}

function builtIn({ build }: Build, tools: Toolchain): readonly string[] {
  return build?.output === undefined ? tools.built : [`${below(buildFolder, build.output)}/`];
}

function toolchainOf(platform: Platform, build: Build): Toolchain {
  switch (build.lockfile.manager) {
    case "maven":
      return mavenTools(platform, build);
    case "gradle":
      return gradleTools(platform, build);
    default:
      return goTools(build);
  }
}
