import { inFolder, siteConfigurationPath } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { nodeCaches } from "../../model/written-folders.ts";
import { webServerImage } from "./base-images.ts";
import {
  asUser,
  baseStage,
  buildArgsOf,
  buildCommand,
  developmentStages,
  isIn,
  productionBase,
  productionStage,
  type TargetStages,
} from "./common-stages.ts";
import { installationOf } from "./node-install.ts";
import { copySource } from "./source.ts";
import { type Copy, copy, copyFrom, type Instruction, run, runWith, type Stage } from "./stage.ts";

/** Files of other stages belong to the user there, and to root in production. */
const root = "0:0";

/**
 * The stages of a Node service, or of a static site that Node builds. Everything but production runs as the user, who
 * owns the working directory there: tools write beside the packages and the source.
 */
export function nodeStages(platform: Platform, family: ImageFamily, file: string): TargetStages {
  const { build, stages } = family;
  const base = baseStage(platform, family);
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
  const dependencies: Stage = {
    ...private_,
    name: stages.dependencies,
    role: "dependencies",
    from: tools,
    instructions: installs.all,
  };
  const productionDependencies: Stage = {
    ...private_,
    name: stages.productionDependencies,
    role: "productionDependencies",
    from: tools,
    instructions: installs.production,
  };
  const built: Stage = {
    ...private_,
    name: stages.build,
    role: "build",
    from: dependencies,
    instructions: buildInstructions(family),
  };
  const parts = { base, dependencies, productionDependencies, built: build.build ? built : undefined };
  return {
    ...developmentStages(family, file, dependencies, [
      // Mount points of caches: a tmpfs gets the mode of its mount point.
      ...run(`install -d -m 1777 ${nodeCaches.join(" ")}`),
      ...copySource(build.source, "development"),
    ]),
    ...(isIn(file, family, "production") && {
      production: build.site ? siteStage(platform, family, parts) : serviceStage(platform, family, parts),
    }),
  };
}

interface Parts {
  readonly base: Stage;
  readonly dependencies: Stage;
  readonly productionDependencies: Stage;
  readonly built: Stage | undefined;
}

function buildInstructions(family: ImageFamily): readonly Instruction[] {
  const { source, user, build } = family.build;
  const owner = `${user.id}:${user.group}`;
  return [
    ...buildArgsOf(family),
    ...copySource(source, "production", owner),
    ...runWith(
      [...(build?.secrets ?? [])].sort().map((secret) => `type=secret,id=${secret},uid=${user.id}`),
      buildCommand(build?.command ?? []),
    ),
  ];
}

function serviceStage(platform: Platform, family: ImageFamily, { base, productionDependencies, built }: Parts): Stage {
  const { build } = family;
  const output = `${build.build?.output ?? ""}/`;
  const source: readonly Copy[] = built
    ? [
        copyFrom(built, `/app/${output}`, `./${output}`, root),
        copy([build.source.folder === "." ? "package.json" : `${build.source.folder}/package.json`], "./"),
      ]
    : copySource(build.source, "production", "", ["package.json"]);
  return productionStage(platform, family, productionBase(family, base, { NODE_ENV: "production" }), [
    copyFrom(productionDependencies, "/app/node_modules", "./node_modules/", root),
    ...source,
  ]);
}

/** The server's image has an entry point, a command and a stop signal. */
function siteStage(platform: Platform, family: ImageFamily, { dependencies, built }: Parts): Stage {
  const { build } = family;
  const stage = productionStage(platform, family, pinned(platform, webServerImage()), [
    copy([inFolder(platform.output, siteConfigurationPath(build))], "/etc/nginx/nginx.conf"),
    copyFrom(built ?? dependencies, `/app/${build.site?.folder ?? ""}/`, "/usr/share/nginx/html/", root),
  ]);
  const { command: _command, stopSignal: _stopSignal, ...settings } = stage.settings;
  return { ...stage, settings };
}
