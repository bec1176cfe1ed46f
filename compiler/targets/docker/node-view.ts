import { quoteShell } from "../../literals/shell.ts";
import { quoteList } from "../../literals/yaml.ts";
import { type Build, siteStopSignal } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { distributionOf, webServerImage } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { installationOf } from "./node-install.ts";
import { installPackages } from "./packages.ts";
import { titleOf } from "./python-view.ts";
import { siteConfigurationPath } from "./site.ts";
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

/** What `docker/partials/node` prints. */
export interface NodeView {
  readonly partial: "docker/partials/node";
  readonly title: string;
  readonly base: string;
  readonly stages: StageNames;
  readonly buildSteps: string;
  readonly settings: readonly CopyView[];
  /** What brings the package manager. Empty where the image has it. */
  readonly manager: string;
  readonly install: string;
  /** Empty for a static site, which needs no packages when it is served. */
  readonly installProduction: string;
  readonly buildArgs: readonly { readonly name: string; readonly value: string }[];
  readonly copies: readonly CopyView[];
  /** Empty where nothing is built. */
  readonly buildCommand: string;
  readonly development: (FinalStageView & CacheParts) | null;
  readonly test: FinalStageView | null;
  readonly production: (ProductionView & NodeProductionParts) | null;
  readonly site: (ProductionView & SiteParts) | null;
}

interface CacheParts {
  /** Directories that everyone may write to. */
  readonly caches: string;
}

interface NodeProductionParts {
  readonly dependencies: string;
  readonly built: readonly { readonly stage: string; readonly from: string; readonly to: string }[];
}

/** `package.json` says how to run what is there; it comes along where only some paths of the folder do. */
function withManifest(build: Build, copies: readonly CopyView[]): readonly CopyView[] {
  return build.source.paths.length === 0 ? copies : [manifestOf(build), ...copies];
}

function withManifestCopied(build: Build, stage: FinalStageView | null): FinalStageView | null {
  return stage && { ...stage, copies: withManifest(build, stage.copies) };
}

function manifestOf(build: Build): CopyView {
  return { from: inFolder(build.source.folder, "package.json"), to: "./" };
}

interface SiteParts {
  readonly image: string;
  readonly configuration: string;
  readonly stage: string;
  readonly folder: string;
}

/** Where tools of development and tests keep what they make, beside the packages. */
export const nodeCaches: readonly string[] = [".cache", ".vite", ".vite-temp"].map((name) => `node_modules/${name}`);

/** The stages of a Node service, or of a static site that Node builds. */
export function nodeView(platform: Platform, family: ImageFamily, file: string, base: string): NodeView {
  const { build, stages, packages, runtime } = family;
  const final = productionView(platform, family, file, base);
  const installs = installationOf(family);
  const development = withManifestCopied(build, developmentView(family, file, stages.dependencies));
  return {
    partial: "docker/partials/node",
    title: titleOf(family),
    base,
    stages,
    buildSteps: joinSteps(installPackages(packages.build, distributionOf(runtime))),
    settings: installs.settings,
    manager: installs.manager,
    install: installs.all,
    installProduction: final && !build.site ? installs.production : "",
    buildArgs: buildArgsOf(family),
    copies: withManifest(build, copySource(build.source, "production")),
    buildCommand: buildCommandOf(family),
    development: development && { ...development, caches: ["node_modules", ...nodeCaches].join(" ") },
    test: withManifestCopied(build, testView(family, file, stages.dependencies)),
    production: final && !build.site ? { ...final, ...productionParts(family) } : null,
    site: final && build.site ? { ...final, ...siteParts(platform, family) } : null,
  };
}

/** The command that builds, with caches and the secrets that it reads; empty where none is set. */
export function buildCommandOf({ build }: ImageFamily, caches: readonly string[] = []): string {
  if (!build.build) return "";
  const secrets = [...(build.build.secrets ?? [])].sort().map((secret) => `type=secret,id=${secret}`);
  const mounts = [...caches, ...secrets];
  const { command } = build.build;
  // A line break would end the instruction; in exec form it has an escape.
  const isOneLine = command.every((word) => !word.includes("\n"));
  return runWithMounts(mounts, [isOneLine ? command.map(quoteShell).join(" ") : quoteList(command)]);
}

/** The arguments of the build, by name. */
export function buildArgsOf({ build }: ImageFamily): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(build.build?.args ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

function productionParts({
  build,
  stages,
}: ImageFamily): NodeProductionParts & { readonly copies: readonly CopyView[] } {
  const source = copySource(build.source, "production");
  if (!build.build) {
    return { dependencies: stages.productionDependencies, built: [], copies: withManifest(build, source) };
  }
  const { output = "dist" } = build.build;
  const built = { stage: stages.build, from: `/app/${output}/`, to: `./${output}/` };
  return { dependencies: stages.productionDependencies, built: [built], copies: [manifestOf(build)] };
}

/** The server's image has an entry point and a command of its own. */
function siteParts(platform: Platform, { build, stages }: ImageFamily): SiteParts & Partial<ProductionView> {
  return {
    entrypoint: [],
    command: [],
    stopSignal: siteStopSignal,
    image: pinned(platform, webServerImage()),
    configuration: siteConfigurationPath(build),
    stage: build.build ? stages.build : stages.dependencies,
    folder: `/app/${build.site?.folder ?? ""}/`,
  };
}
