import { quoteShell } from "../../literals/shell.ts";
import { buildDistributionOf } from "../../model/base-images.ts";
import { inFolder, managerSettings } from "../../model/build-context.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { secretMounts } from "./build-secrets.ts";
import { ownDirectories } from "./common-stages.ts";
import { keepFiles } from "./keep-files.ts";
import { installPackages } from "./packages.ts";
import { type Copy, copy, env, type Instruction, run, runWith } from "./stage.ts";

/** How the packages of a Node service are installed. */
export interface Installation {
  /** What is needed before, and does not depend on the service. Runs as root. */
  readonly tools: readonly Instruction[];
  /** Copies what an installation reads. */
  readonly manifests: readonly Copy[];
  readonly all: readonly Instruction[];
  readonly production: readonly Instruction[];
}

/** `.npmrc*` for `.npmrc`: COPY fails if a file does not exist, but not if a pattern matches none. */
export function asPattern(path: string): string {
  return path.replace(/^[^/]+/, "$&*");
}

/** Settings are optional, so they cannot be bind-mounted; they are copied together with the lock file. */
function copyManifests(build: Build): readonly Copy[] {
  const { files, folders } = managerSettings(build);
  const below = (name: string): string => inFolder(build.source.folder, name);
  return [
    copy([...files.map(asPattern), "package.json", build.lockfile.path].map(below), "./"),
    ...folders.map((folder) => copy([below(asPattern(folder))], `./${folder}/`)),
  ];
}

/** The commands that leave, of a workspace, what an installation reads: the manifests of all its members. */
export function keepManifests(build: Build): readonly string[] {
  const { files, folders } = managerSettings(build);
  const names = ["package.json", build.lockfile.path, ...files].map((name) => `-name ${quoteShell(name)}`);
  const paths = folders.map((folder) => `-path ${quoteShell(`./${folder}/*`)}`);
  return keepFiles([...names, ...paths]);
}

/** The folder of packages of a workspace's member, after the folders above it. */
function memberFolders({ project }: Build): readonly string[] {
  if (project === undefined) return [];
  const steps = [...project.split("/"), "node_modules"];
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

/** The commands of a package manager, and the directory that it caches packages in. */
interface Commands {
  readonly cache: string;
  readonly all: string;
  readonly production: string;
}

/**
 * The instructions that install all packages, and those of production alone. `isDeveloped`: volumes are mounted in a
 * stage that starts from here.
 */
export function installationOf(family: ImageFamily, isDeveloped: boolean): Installation {
  const { build, packages, runtime } = family;
  const { user, lockfile } = build;
  const { cache, all, production } = commandsOf(build);
  const mounts = [`type=cache,target=${cache},uid=${user.id},gid=${user.group}`, ...secretMounts(build, user)];
  const pnpm = unpinnedPnpm(build);
  const { variables, directories } = (pnpm === undefined && corepack[lockfile.manager]) || {
    variables: {},
    directories: [],
  };
  const owned = ownDirectories({ ...build, ownedDirectories: isDeveloped ? build.ownedDirectories : [] }, [
    ".",
    "node_modules",
    ...memberFolders(build),
    ...directories,
  ]);
  return {
    tools: [
      ...env(variables),
      ...(pnpm === undefined ? installManager(lockfile.manager, runtime.version) : installGlobally(pnpm)),
      ...run(
        ...installPackages(packages.build, buildDistributionOf(runtime)),
        ...(directories.length > 0 ? [`corepack enable ${lockfile.manager}`] : []),
        ...owned,
      ),
    ],
    manifests: copyManifests(build),
    all: runWith(mounts, all),
    production: runWith(mounts, production),
  };
}

/**
 * What package managers need that corepack fetches on first use: variables, and directories to keep things in. Yarn has
 * no node_modules by default, which is what other stages copy; its state must lie outside the source, over which
 * another folder is mounted in development.
 */
const corepack: Readonly<
  Record<string, { readonly variables: Readonly<Record<string, string>>; readonly directories: readonly string[] }>
> = {
  pnpm: { variables: { COREPACK_HOME: "/opt/corepack" }, directories: ["/opt/corepack"] },
  yarn: {
    variables: {
      COREPACK_HOME: "/opt/corepack",
      YARN_INSTALL_STATE_PATH: "/opt/yarn/install-state.gz",
      YARN_NODE_LINKER: "node-modules",
    },
    directories: ["/opt/corepack", "/opt/yarn"],
  },
};

/** Not below the home directory: Docker would create its parents there, which then belong to root. */
const yarnCache = "/opt/.cache/yarn";

/** https://docs.npmjs.com/cli/commands/npm-ci, https://pnpm.io/cli/install, https://yarnpkg.com/cli/workspaces/focus. */
function commandsOf({ user, project, lockfile: { manager, scripts } }: Build): Commands {
  const home = user.id === 0 ? "/root" : "/tmp";
  const ignore = scripts ? "" : " --ignore-scripts";
  switch (manager) {
    case "pnpm": {
      const install = `pnpm install --frozen-lockfile --store-dir /pnpm/store${ignore}`;
      return {
        cache: "/pnpm/store",
        all: install,
        production: `${install} --prod${project === undefined ? "" : ` --filter ${quoteShell(`./${project}...`)}`}`,
      };
    }
    case "yarn":
      return {
        cache: yarnCache,
        all: `YARN_GLOBAL_FOLDER=${yarnCache} yarn install --immutable${scripts ? "" : " --mode=skip-build"}`,
        production: `YARN_GLOBAL_FOLDER=${yarnCache} ${scripts ? "" : "YARN_ENABLE_SCRIPTS=false "}${project === undefined ? "yarn workspaces focus --all" : `yarn --cwd ${quoteShell(project)} workspaces focus`} --production`,
      };
    case "yarn-classic": {
      const install = `yarn install --frozen-lockfile --cache-folder ${yarnCache}${ignore}`;
      return { cache: yarnCache, all: install, production: `${install} --production` };
    }
    default:
      return {
        cache: `${home}/.npm`,
        all: `npm ci${ignore}`,
        production: `npm ci --omit=dev${ignore}${project === undefined ? "" : ` --workspace ${quoteShell(project)}`}`,
      };
  }
}

/**
 * Images of Node have no corepack as of 25 and no yarn as of 26 (https://github.com/nodejs/docker-node#readme). Those of
 * 25 have a yarn, which corepack replaces.
 */
function installManager(manager: string, version: string): readonly Instruction[] {
  const major = Number.parseInt(version, 10);
  if (["pnpm", "yarn"].includes(manager) && major >= 25) return installGlobally("--force corepack@0.34");
  return manager === "yarn-classic" && major >= 26 ? installGlobally("yarn@1.22") : [];
}

function installGlobally(words: string): readonly Instruction[] {
  return runWith(["type=cache,target=/root/.npm"], `npm install --global ${words}`);
}

/** The newest release of pnpm that writes a version of the lock file (https://github.com/pnpm/spec). */
const pnpmReleases: Readonly<Record<string, string>> = { "5": "pnpm@7", "6": "pnpm@8", "9": "pnpm@10" };

/**
 * The pnpm of a package that names none: corepack would install the latest one at the time of the build, which may not
 * read the lock file. Undefined where corepack knows which one, or the lock file is not known.
 */
function unpinnedPnpm({ lockfile, facts }: Build): string | undefined {
  if (lockfile.manager !== "pnpm" || facts?.language !== "node" || facts.hasManager) return undefined;
  return pnpmReleases[facts.pnpmLock?.split(".")[0] ?? ""];
}
