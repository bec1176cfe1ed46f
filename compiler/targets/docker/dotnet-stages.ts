import { quoteShell } from "../../literals/shell.ts";
import { baseImagesOf, buildDistributionOf } from "../../model/base-images.ts";
import { below } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { dotnetArtifacts } from "../../model/written-folders.ts";
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
import { keepFiles } from "./keep-files.ts";
import { installPackages } from "./packages.ts";
import { copyIncluded, copyOutputs, copySource, type FilledFolder } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage, type TargetStages } from "./stage.ts";

/** Where the result of the build is. */
const published = "/out";

/**
 * Variables of all stages with the SDK. Builds write to the artifacts folder instead of beside the source, which is
 * mounted read-only in development (https://learn.microsoft.com/dotnet/core/sdk/artifacts-output).
 */
const variables = {
  ArtifactsPath: dotnetArtifacts,
  DOTNET_CLI_HOME: "/tmp",
  DOTNET_CLI_TELEMETRY_OPTOUT: "1",
  DOTNET_NOLOGO: "1",
  HOME: "/tmp",
  NUGET_PACKAGES: "/opt/nuget",
};

/** Files that decide what a restore downloads (https://learn.microsoft.com/nuget/consume-packages/package-restore). */
const manifests = [
  ...["*.*proj", "*.props", "*.targets", "*.rsp"],
  ...["*.sln", "*.slnx", "*.slnf", "*.nupkg"],
  ...["global.json", "packages.lock.json", "dotnet-tools.json"],
]
  .map((name) => `-name ${quoteShell(name)}`)
  .concat("-iname nuget.config");

/**
 * The stages of a .NET service. One stage restores packages for the build, development and tests, and changes with the
 * project files only. Everything but production runs as the user, who can then read and run what a restore leaves.
 */
export function dotnetStages(
  platform: Platform,
  family: ImageFamily,
  file: string,
  filled: readonly FilledFolder[],
): TargetStages {
  const { build, stages } = family;
  const owner = `${build.user.id}:${build.user.group}`;
  const sdk = sdkStage(platform, family, isIn(file, family, "development"));
  const projects: Stage = {
    name: `${stages.dependencies}-manifests`,
    role: "dependencies",
    scope: "private",
    from: sdk,
    instructions: [...copySource(build.source, "production", owner), ...run(...keepFiles(manifests))],
    settings: {},
  };
  const dependencies: Stage = {
    name: stages.dependencies,
    role: "dependencies",
    scope: "private",
    from: sdk,
    instructions: [copyFrom(projects, "/app/", "./", owner), ...restore(build, build.project)],
    settings: {},
  };
  const built: Stage = {
    name: stages.build,
    role: "build",
    scope: "private",
    from: dependencies,
    instructions: [
      ...buildArgsOf(family),
      ...copySource(build.source, "production", owner),
      ...copyOutputs(filled, owner),
      ...publish(build),
    ],
    settings: {},
  };
  const output = build.build?.output === undefined ? published : below("/app", build.build.output);
  return {
    ...developmentStages(
      family,
      file,
      dependencies,
      [
        ...env({ DOTNET_ENVIRONMENT: "Development", DOTNET_USE_POLLING_FILE_WATCHER: "1" }),
        ...copySource(build.source, "development", owner),
        ...copyOutputs(filled, owner),
      ],
      restoreTests(build),
    ),
    ...(build.build?.output !== undefined && { output: { from: built, folder: output } }),
    ...(isIn(file, family, "production") && {
      production: productionStage(platform, family, productionBase(family, baseStage(platform, family)), [
        copyFrom(built, `${output}/`, "./", productionOwner(build, "0:0")),
        ...copyIncluded(build, built, "/app", productionOwner(build, "0:0")),
      ]),
    }),
  };
}

function sdkStage(platform: Platform, family: ImageFamily, isDeveloped: boolean): Stage {
  const { build, stages, packages, runtime } = family;
  const owned = ownDirectories({ ...build, ownedDirectories: isDeveloped ? build.ownedDirectories : [] }, [
    ".",
    dotnetArtifacts,
    variables.NUGET_PACKAGES,
    published,
  ]);
  return {
    name: `${stages.dependencies}-base`,
    role: "dependencies",
    scope: "shareable",
    from: pinned(platform, baseImagesOf(runtime).build),
    instructions: [
      ...env(variables),
      { kind: "workdir", path: "/app" },
      ...run(...installPackages(packages.build, buildDistributionOf(runtime)), ...owned),
      asUser(build),
    ],
    settings: {},
  };
}

/** `--locked-mode` fails if the lock file is outdated, and has no effect without one (https://github.com/NuGet/Home/issues/13175). */
function restore(build: Build, project: string | undefined): readonly Instruction[] {
  const { facts } = build;
  const isLocked = facts?.language !== "dotnet" || facts.hasLock;
  const mode = isLocked ? " --locked-mode" : "";
  return runWith(secretMounts(build, build.user), `dotnet restore${mode}${argument(project)}`);
}

/** The stage of tests has no network: it restores the project that the command tests, if that is not the one of the service. */
function restoreTests(build: Build): readonly Instruction[] {
  const [program, command, first] = build.test ?? [];
  if (program !== "dotnet" || command !== "test") return [];
  const tested = first === undefined || first.startsWith("-") ? undefined : first;
  return tested === build.project ? [] : restore(build, tested);
}

/**
 * https://learn.microsoft.com/dotnet/core/tools/dotnet-publish; MSBuild takes properties from variables, so a command of
 * the specification publishes to the same folder.
 */
function publish(build: Build): readonly Instruction[] {
  const { build: own, project } = build;
  const mounts = secretMounts(build, build.user);
  if (own?.command) {
    return [
      ...env(own.output === undefined ? { PublishDir: `${published}/` } : {}),
      ...runWith(mounts, buildCommand(own.command)),
    ];
  }
  return runWith(
    mounts,
    `dotnet publish${argument(project)} --configuration Release --no-restore --output ${published}`,
  );
}

function argument(project: string | undefined): string {
  return project === undefined ? "" : ` ${quoteShell(project)}`;
}
