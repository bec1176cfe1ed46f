import { quoteShell } from "../../literals/shell.ts";
import type { Build } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { baseImagesOf, distributionOf } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { gradleTools, mavenTools } from "./java-tools.ts";
import { buildArgsOf, buildCommandOf } from "./node-view.ts";
import { installPackages } from "./packages.ts";
import { titleOf } from "./python-view.ts";
import { type CopyView, copySource, inFolder } from "./source.ts";
import {
  developmentView,
  type FinalStageView,
  joinSteps,
  type ProductionView,
  pinned,
  productionView,
  runWithMounts,
  testView,
} from "./stage-view.ts";
import type { StageNames } from "./stages.ts";

/** What `docker/partials/compiled` prints: languages whose build leaves nothing of itself behind. */
export interface CompiledView {
  readonly partial: "docker/partials/compiled";
  readonly title: string;
  readonly buildImage: string;
  readonly stages: StageNames;
  readonly buildSteps: string;
  readonly buildArgs: readonly { readonly name: string; readonly value: string }[];
  /** What is done before the source is there, so that it is done again only when dependencies change. */
  readonly prepare: readonly string[];
  readonly copies: readonly CopyView[];
  /** The instructions that build. */
  readonly compile: readonly string[];
  readonly development: (FinalStageView & SourceStage) | null;
  readonly test: (FinalStageView & SourceStage) | null;
  readonly production: (ProductionView & BuiltStage) | null;
}

/** A stage that holds the source and the tools that build it. */
interface SourceStage {
  /** Whether another stage stands before it. */
  readonly isAfterBuild: boolean;
  readonly workdir: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly string[];
}

interface BuiltStage {
  readonly stage: string;
  readonly built: string;
  readonly to: string;
}

/** What a compiled language needs in its stages. */
export interface Toolchain {
  readonly prepare: readonly string[];
  /** The mounts with which the build runs. */
  readonly caches: readonly string[];
  /** The build, unless the specification has a command of its own. */
  readonly compile: readonly string[];
  /** What takes the build's result to `built`, after a command of the specification, too. */
  readonly collect: readonly string[];
  /** What production copies from the build stage, unless the specification names another folder. */
  readonly built: string;
  readonly to: string;
  /** The stages of development and tests fetch their dependencies beforehand: they run without a way out. */
  readonly fetch: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The stages of a service in a compiled language. */
export function compiledView(platform: Platform, family: ImageFamily, file: string, base: string): CompiledView {
  const { build, stages, packages, runtime } = family;
  const buildImage = pinned(platform, baseImagesOf(runtime).build);
  const tools = toolchainOf(build);
  const source: Omit<SourceStage, "isAfterBuild"> = {
    workdir: "/app",
    env: Object.entries(tools.env).map(([name, value]) => ({ name, value })),
    steps: tools.fetch,
  };
  const development = developmentView(family, file, buildImage);
  const test = testView(family, file, buildImage);
  const production = productionView(platform, family, file, base);
  return {
    partial: "docker/partials/compiled",
    title: titleOf(family),
    buildImage,
    stages,
    buildSteps: joinSteps(installPackages(packages.build, distributionOf(runtime))),
    buildArgs: buildArgsOf(family),
    prepare: tools.prepare,
    copies: copySource(build.source, "production"),
    compile: compileOf(family, tools),
    development: development && { ...development, ...source, isAfterBuild: !!production, entrypoint: [] },
    test: test && { ...test, ...source, isAfterBuild: !!production || !!development, entrypoint: [] },
    production: production && { ...production, stage: stages.build, built: builtOf(build, tools), to: tools.to },
  };
}

/** The specification's own command takes the place of the language's. */
function compileOf(family: ImageFamily, { caches, compile, collect }: Toolchain): readonly string[] {
  const { build } = family.build;
  if (!build) return [runWithMounts(caches, [...compile, ...collect])];
  const isCollected = build.output === undefined && collect.length > 0;
  return [buildCommandOf(family, caches), ...(isCollected ? [joinSteps(collect)] : [])];
}

function builtOf({ build }: Build, tools: Toolchain): string {
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

/** https://learn.microsoft.com/dotnet/core/tools/dotnet-publish; `--locked-mode` fails when the lock file is not current. */
function dotnetTools(build: Build): Toolchain {
  const project = build.project === undefined ? "" : ` ${quoteShell(build.project)}`;
  const cache = "type=cache,target=/root/.nuget/packages";
  return {
    prepare: [],
    caches: [cache],
    compile: [
      `dotnet restore --locked-mode${project}`,
      `dotnet publish${project} --configuration Release --no-restore --output /out`,
    ],
    collect: [],
    built: "/out/",
    to: "./",
    fetch: [
      `find . -name '*.*proj' -exec sh -ec 'for project; do dotnet restore --locked-mode "$project"; done' sh '{}' +`,
    ],
    env: {
      DOTNET_CLI_HOME: "/tmp",
      DOTNET_CLI_TELEMETRY_OPTOUT: "1",
      DOTNET_USE_POLLING_FILE_WATCHER: "1",
      HOME: "/tmp",
      NUGET_PACKAGES: "/opt/nuget",
    },
  };
}

/** https://go.dev/ref/mod#go-mod-download; a static binary needs nothing of the image that it was built in. */
function goTools(build: Build): Toolchain {
  const { folder } = build.source;
  const modules = "type=cache,target=/go/pkg/mod";
  const bind = (file: string): string => `type=bind,source=${inFolder(folder, file)},target=${file}`;
  const name = `/out/${build.name}`;
  return {
    prepare: [runWithMounts([modules, bind("go.mod"), bind(build.lockfile.path)], ["go mod download"])],
    caches: [modules, "type=cache,target=/root/.cache/go-build"],
    compile: [`CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o ${name} ./${build.project ?? ""}`],
    collect: [],
    built: name,
    to: "/usr/local/bin/",
    fetch: ["go mod download"],
    env: { GOCACHE: "/tmp/go-build", GOFLAGS: "-mod=readonly" },
  };
}
