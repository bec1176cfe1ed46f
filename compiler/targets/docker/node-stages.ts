import { webServerImage } from "../../model/base-images.ts";
import { below, inFolder, siteConfigurationPath, workspaceOf } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
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
  productionBase,
  productionOwner,
  productionStage,
} from "./common-stages.ts";
import { installationOf, keepManifests } from "./node-install.ts";
import { copyIncluded, copyOutputs, copySource, type FilledFolder } from "./source.ts";
import {
  type Copy,
  copy,
  copyFrom,
  env,
  type Instruction,
  run,
  runWith,
  type Stage,
  type TargetStages,
} from "./stage.ts";

/**
 * The stages of a Node service, or of a static site that Node builds. Everything but production runs as the user, who
 * owns the working directory there: tools write beside the packages and the source.
 */
export function nodeStages(
  platform: Platform,
  family: ImageFamily,
  file: string,
  filled: readonly FilledFolder[],
): TargetStages {
  const { build, stages } = family;
  const base = baseStage(platform, family, { PATH: `${binFolder(".")}:$PATH` });
  const installs = installationOf(family, isIn(file, family, "development"));
  const private_ = { scope: "private", settings: {} } as const;
  const tools: Stage = {
    name: `${stages.dependencies}-base`,
    role: "dependencies",
    scope: "shareable",
    from: base,
    instructions: [...installs.tools, asUser(build)],
    settings: {},
  };
  const manifests = manifestsOf(family, tools, installs.manifests);
  const dependencies: Stage = {
    ...private_,
    name: stages.dependencies,
    role: "dependencies",
    from: tools,
    instructions: [...manifests, ...installs.all],
  };
  const productionDependencies: Stage = {
    ...private_,
    name: stages.productionDependencies,
    role: "productionDependencies",
    from: tools,
    instructions: [...manifests, ...installs.production],
  };
  const built: Stage = {
    ...private_,
    name: stages.build,
    role: "build",
    from: dependencies,
    instructions: buildInstructions(family, filled),
  };
  const isBuilt = build.build?.command !== undefined;
  const parts = { base, dependencies, productionDependencies, built: isBuilt ? built : undefined, filled };
  const output = build.site?.folder ?? build.build?.output;
  return {
    ...developmentStages(family, file, dependencies, [
      ...env(memberPath(build)),
      ...copySource(build.source, "development"),
      ...copyOutputs(filled),
    ]),
    ...(isBuilt && output !== undefined && { output: { from: built, folder: below("/app", output) } }),
    ...(isIn(file, family, "production") && {
      production: build.site ? siteStage(platform, family, parts) : serviceStage(platform, family, parts),
    }),
  };
}

/** Programs of packages are in PATH: those of a workspace's member come before those that all members share. */
function memberPath({ project }: Build): Readonly<Record<string, string>> {
  return project === undefined ? {} : { PATH: `${binFolder(project)}:$PATH` };
}

function binFolder(folder: string): string {
  return `/app/${inFolder(folder, "node_modules/.bin")}`;
}

/** Copies what an installation reads. In a workspace that is found in the whole source, and changes less often than it. */
function manifestsOf(family: ImageFamily, tools: Stage, copies: readonly Copy[]): readonly Copy[] {
  const { build, stages } = family;
  if (!workspaceOf(build)) return copies;
  const owner = `${build.user.id}:${build.user.group}`;
  const manifests: Stage = {
    name: `${stages.dependencies}-manifests`,
    role: "dependencies",
    scope: "private",
    from: tools,
    instructions: [
      ...copies.map((one) => ({ ...one, owner })),
      ...copySource(build.source, "production", owner),
      ...run(...keepManifests(build)),
    ],
    settings: {},
  };
  return [copyFrom(manifests, "/app/", "./", owner)];
}

interface Parts {
  readonly base: Stage;
  readonly dependencies: Stage;
  readonly productionDependencies: Stage;
  readonly built: Stage | undefined;
  readonly filled: readonly FilledFolder[];
}

function buildInstructions(family: ImageFamily, filled: readonly FilledFolder[]): readonly Instruction[] {
  const { source, user, build } = family.build;
  const owner = `${user.id}:${user.group}`;
  return [
    ...buildArgsOf(family),
    ...copySource(source, "production", owner),
    ...copyOutputs(filled, owner),
    ...runWith(secretMounts(family.build, user), buildCommand(build?.command ?? [])),
    // Production has its own packages, without those for development.
    ...(keepsFolder(family.build) ? run("find . -name node_modules -prune -exec rm -rf {} +") : []),
  ];
}

/** Whether production contains the whole folder as the build leaves it. Packages that `include` names stay in it. */
function keepsFolder({ build, site }: Build): boolean {
  const isIncluded = build?.include?.some((path) => path.split("/").includes("node_modules")) ?? false;
  return (site?.folder ?? build?.output) === "." && !isIncluded;
}

function serviceStage(platform: Platform, family: ImageFamily, parts: Parts): Stage {
  const { build } = family;
  const { base, productionDependencies, built, filled } = parts;
  const output = build.build?.output ?? ".";
  // Files of other stages belong to the user there, and to root in production.
  const root = productionOwner(build, "0:0");
  const source: readonly Copy[] = built
    ? [
        copyFrom(built, `${below("/app", output)}/`, `${below(".", output)}/`, root),
        ...copyIncluded(build, built, "/app", root),
        ...(workspaceOf(build) || output === "." ? [] : [copy([inFolder(build.source.folder, "package.json")], "./")]),
      ]
    : copySource(build.source, "production", productionOwner(build, ""), ["package.json"]);
  return productionStage(platform, family, productionBase(family, base, { NODE_ENV: "production" }), [
    ...env(memberPath(build)),
    // Of a workspace, members have manifests and packages too.
    workspaceOf(build)
      ? copyFrom(productionDependencies, "/app/", "./", root)
      : copyFrom(productionDependencies, "/app/node_modules", "./node_modules/", root),
    ...source,
    ...copyOutputs(filled, root),
  ]);
}

/** The server's image has an entry point, a command and a stop signal. */
function siteStage(platform: Platform, family: ImageFamily, { dependencies, built }: Parts): Stage {
  const { build } = family;
  const stage = productionStage(platform, family, pinned(platform, webServerImage()), [
    copy([inFolder(platform.output, siteConfigurationPath(build))], "/etc/nginx/nginx.conf"),
    copyFrom(built ?? dependencies, `${below("/app", build.site?.folder ?? ".")}/`, "/usr/share/nginx/html/", "0:0"),
  ]);
  const { command: _command, stopSignal: _stopSignal, ...settings } = stage.settings;
  return { ...stage, settings };
}
