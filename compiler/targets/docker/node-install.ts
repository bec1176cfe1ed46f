import type { Build } from "../../model/image.ts";
import { baseImagesOf } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { hasUser } from "./packages.ts";
import { type CopyView, inFolder } from "./source.ts";
import { runWithMounts } from "./stage-view.ts";

/** How the packages of a Node service are installed. */
export interface Installation {
  /** Settings that are copied beforehand: what may be missing cannot be mounted. */
  readonly settings: readonly CopyView[];
  /** What brings the package manager, where the image has none. */
  readonly manager: string;
  readonly all: string;
  readonly production: string;
}

interface Settings {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What a package manager reads beside `package.json` and the lock file; none of it has to be there. */
const settings: Readonly<Record<string, Settings>> = {
  // https://docs.npmjs.com/cli/configuring-npm/npmrc
  npm: { files: [".npmrc"], folders: [] },
  // https://pnpm.io/configuring and https://pnpm.io/cli/patch-commit
  pnpm: { files: [".npmrc", ".pnpmfile.cjs", "pnpm-workspace.yaml"], folders: ["patches"] },
  // https://yarnpkg.com/getting-started/qa#which-files-should-be-gitignored
  yarn: { files: [".yarnrc.yml"], folders: [".yarn/patches", ".yarn/plugins", ".yarn/releases"] },
  // https://classic.yarnpkg.com/docs/yarnrc
  "yarn-classic": { files: [".npmrc", ".yarnrc"], folders: [".yarn/releases"] },
};

/** The settings that a package manager may find, relative to the source folder. */
export function settingsOf({ lockfile }: Build): readonly string[] {
  const { files = [], folders = [] } = settings[lockfile.manager] ?? {};
  return [...files, ...folders];
}

/** `.npmrc*` for `.npmrc`: COPY fails when a name is not there, but not when a pattern has no match. */
export function asPattern(path: string): string {
  return path.replace(/^[^/]+/, "$&*");
}

function copySettings({ lockfile, source }: Build): readonly CopyView[] {
  const { files = [], folders = [] } = settings[lockfile.manager] ?? {};
  return [
    { from: files.map((path) => inFolder(source.folder, asPattern(path))).join(" "), to: "./" },
    ...folders.map((path) => ({ from: inFolder(source.folder, asPattern(path)), to: `./${path}/` })),
  ];
}

/** What installs all packages, and those of production alone (https://docs.npmjs.com/cli/commands/npm-ci and so on). */
export function installationOf({ build, runtime }: ImageFamily): Installation {
  const { manager, path, scripts } = build.lockfile;
  const bind = (file: string): string => `type=bind,source=${inFolder(build.source.folder, file)},target=${file}`;
  const manifests = [bind("package.json"), bind(path)];
  const home = hasUser(build.user, baseImagesOf(runtime).run) ? "/tmp" : "/root";
  const ignore = scripts ? "" : " --ignore-scripts";
  const run = (cache: string, steps: (isProduction: boolean) => readonly string[]): Installation => ({
    settings: copySettings(build),
    manager: managerOf(manager, runtime.version, home),
    all: runWithMounts([`type=cache,target=${cache}`, ...manifests], steps(false)),
    production: runWithMounts([`type=cache,target=${cache}`, ...manifests], steps(true)),
  });
  switch (manager) {
    case "pnpm":
      return run("/pnpm/store", (isProduction) => [
        "corepack enable pnpm",
        `pnpm install --frozen-lockfile --store-dir /pnpm/store${isProduction ? " --prod" : ""}${ignore}`,
      ]);
    case "yarn":
      return run(`${home}/.cache/yarn/cache`, (isProduction) => [
        "corepack enable yarn",
        `export YARN_GLOBAL_FOLDER=${home}/.cache/yarn`,
        ...(isProduction
          ? [...(scripts ? [] : ["export YARN_ENABLE_SCRIPTS=false"]), "yarn workspaces focus --all --production"]
          : [`yarn install --immutable${scripts ? "" : " --mode=skip-build"}`]),
      ]);
    case "yarn-classic":
      return run("/usr/local/share/.cache/yarn", (isProduction) => [
        `yarn install --frozen-lockfile${isProduction ? " --production" : ""}${ignore}`,
      ]);
    default:
      // npm makes no directory for packages when there are none.
      return run(`${home}/.npm`, (isProduction) =>
        isProduction ? [`npm ci --omit=dev${ignore}`, "mkdir -p node_modules"] : [`npm ci${ignore}`],
      );
  }
}

/**
 * Images of Node have no corepack as of 25 and no yarn as of 26 (https://github.com/nodejs/docker-node#readme). Those of
 * 25 have a yarn, in whose place corepack puts its own.
 */
function managerOf(manager: string, version: string, home: string): string {
  const major = Number.parseInt(version, 10);
  const install = (words: string): string =>
    runWithMounts([`type=cache,target=${home}/.npm`], [`npm install --global ${words}`]);
  if (["pnpm", "yarn"].includes(manager) && major >= 25) return install("--force corepack@0.34");
  return manager === "yarn-classic" && major >= 26 ? install("yarn@1.22") : "";
}
