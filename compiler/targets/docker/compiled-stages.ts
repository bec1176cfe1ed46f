import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { baseImagesOf, distributionOf } from "./base-images.ts";
import {
  baseStage,
  buildArgsOf,
  buildCommand,
  developmentStages,
  isIn,
  ownDirectories,
  productionBase,
  productionStage,
  type TargetStages,
} from "./common-stages.ts";
import { gradleTools, mavenTools } from "./java-tools.ts";
import { installPackages } from "./packages.ts";
import { copySource } from "./source.ts";
import { copyFrom, env, type Instruction, run, runWith, type Stage } from "./stage.ts";
import type { Toolchain } from "./toolchain.ts";

/** The stages of a service in a compiled language. Production copies the result of the build and nothing else. */
export function compiledStages(platform: Platform, family: ImageFamily, file: string): TargetStages {
  const { build, stages, packages, runtime } = family;
  const image = pinned(platform, baseImagesOf(runtime).build);
  const tools = toolchainOf(build);
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
        ...run(...installPackages(packages.build, distributionOf(runtime))),
        { kind: "workdir", path: "/source" },
      ],
      settings: {},
    },
    instructions: [
      ...buildArgsOf(family),
      ...tools.prepare,
      ...copySource(build.source, "production"),
      ...compileWith(family, tools),
    ],
    settings: {},
  };
  const sdk: Stage = {
    name: `${stages.development}-base`,
    role: "development",
    scope: "shareable",
    from: image,
    instructions: [...env(tools.variables), { kind: "workdir", path: "/app" }],
    settings: {},
  };
  return {
    ...developmentStages(family, file, sdk, [
      ...(isIn(file, family, "development") ? run(...ownDirectories(build)) : []),
      ...copySource(build.source, "development"),
      ...tools.fetch,
    ]),
    ...(isIn(file, family, "production") && {
      production: productionStage(platform, family, productionBase(family, baseStage(platform, family)), [
        copyFrom(built, builtIn(build, tools), tools.to),
      ]),
    }),
  };
}

/** The instructions that build: the command of the specification replaces that of the language. */
function compileWith(family: ImageFamily, { caches, compile, collect }: Toolchain): readonly Instruction[] {
  const { build } = family.build;
  if (!build) return runWith(caches, ...compile, ...collect);
  const secrets = [...(build.secrets ?? [])].sort().map((secret) => `type=secret,id=${secret}`);
  const own = runWith([...caches, ...secrets], buildCommand(build.command));
  return [...own, ...run(...(build.output === undefined ? collect : []))];
}

function builtIn({ build }: Build, tools: Toolchain): string {
  return build?.output === undefined ? tools.built : `/source/${build.output}/`;
}

function toolchainOf(build: Build): Toolchain {
  switch (build.lockfile.manager) {
    case "go":
      return goTools(build);
    case "maven":
      return mavenTools(build);
    case "gradle":
      return gradleTools(build);
    default:
      return dotnetTools(build);
  }
}

/** https://learn.microsoft.com/dotnet/core/tools/dotnet-publish; `--locked-mode` fails if the lock file is outdated. */
function dotnetTools(build: Build): Toolchain {
  const project = build.project === undefined ? "" : ` ${quoteShell(build.project)}`;
  return {
    prepare: [],
    caches: ["type=cache,target=/root/.nuget/packages"],
    compile: [
      `dotnet restore --locked-mode${project}`,
      `dotnet publish${project} --configuration Release --no-restore --output /out`,
    ],
    collect: [],
    built: "/out/",
    to: "./",
    fetch: run(
      `find . -name '*.*proj' -exec sh -ec 'for project; do dotnet restore --locked-mode "$project"; done' sh '{}' +`,
    ),
    variables: {
      DOTNET_CLI_HOME: "/tmp",
      DOTNET_CLI_TELEMETRY_OPTOUT: "1",
      DOTNET_USE_POLLING_FILE_WATCHER: "1",
      HOME: "/tmp",
      NUGET_PACKAGES: "/opt/nuget",
    },
  };
}

/** https://go.dev/ref/mod#go-mod-download; a static binary needs no libraries of the image it was built in. */
function goTools(build: Build): Toolchain {
  const { folder } = build.source;
  const modules = "type=cache,target=/go/pkg/mod";
  const bind = (name: string): string => `type=bind,source=${inFolder(folder, name)},target=${name}`;
  const binary = `/out/${build.name}`;
  return {
    prepare: runWith([modules, bind("go.mod"), bind(build.lockfile.path)], "go mod download"),
    caches: [modules, "type=cache,target=/root/.cache/go-build"],
    compile: [`CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o ${binary} ./${build.project ?? ""}`],
    collect: [],
    built: binary,
    to: "/usr/local/bin/",
    fetch: run("go mod download"),
    variables: { GOCACHE: "/tmp/go-build", GOFLAGS: "-mod=readonly" },
  };
}
