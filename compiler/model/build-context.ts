import type { Build } from "./image.ts";

/** A path below the source folder, relative to the root of the repository. */
export function inFolder(folder: string, path: string): string {
  return folder === "." ? path : `${folder}/${path}`;
}

/** A folder below an absolute one; `.` is that one. */
export function below(base: string, folder: string): string {
  return folder === "." ? base : `${base}/${folder}`;
}

/** Names of files without an extension that projects have. */
const plainFiles = new Set(
  "BUILD CHANGELOG COPYING Caddyfile Dockerfile Gemfile Jenkinsfile LICENSE Makefile NOTICE Pipfile Procfile README Rakefile VERSION gradlew justfile mvnw".split(
    " ",
  ),
);

/** Names of folders that start with a dot. */
const dotFolders = new Set([
  ".cargo",
  ".config",
  ".github",
  ".husky",
  ".mvn",
  ".next",
  ".prisma",
  ".storybook",
  ".yarn",
]);

/** A path without the slash that marks it as a folder. */
export function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "");
}

/** Whether a path names a file: its last part is the name of one, or has an extension. A path that ends with `/` is a folder. */
export function isFile(path: string): boolean {
  const name = path.split("/").at(-1) ?? path;
  if (plainFiles.has(name)) return true;
  // Folders of .NET have names such as Shop.Api.
  const [, extension = ""] = /\.([A-Za-z0-9]+)$/.exec(name) ?? [];
  return extension !== "" && !dotFolders.has(name) && (extension === "Config" || !/^[A-Z][a-z]/.test(extension));
}

/** The nginx configuration of a static site, relative to the output folder. */
export function siteConfigurationPath(build: Build): string {
  return `nginx/${build.name}.conf`;
}

/** Whether nginx serves the output of a build. */
export function isServed({ site, isForOthers }: Build): boolean {
  return site !== undefined && !isForOthers;
}

/**
 * The paths of the repository that the images of a service are built from, besides their Dockerfiles. `output` is the
 * output folder, relative to the root. `nameOptional` is that of `sourcePaths`.
 */
export function contextPaths(build: Build, output: string, nameOptional?: (path: string) => string): readonly string[] {
  const served = isServed(build) ? [inFolder(output, siteConfigurationPath(build))] : [];
  return [...sourcePaths(build, nameOptional), ...served];
}

/**
 * The paths of the repository that a service is built from. `nameOptional` changes how files that need not exist are named;
 * it gets paths relative to the source folder.
 */
export function sourcePaths(build: Build, nameOptional = (path: string): string => path): readonly string[] {
  const { folder, paths, tests, shared } = build.source;
  const optional = managerSettings(build);
  const manifests = [...manifestsOf(build), ...[...optional.files, ...optional.folders].map(nameOptional)];
  const own = paths.length === 0 ? [folder] : [...paths, ...tests, ...manifests].map((path) => inFolder(folder, path));
  return [...own, ...shared];
}

/** The files that a package manager needs to install dependencies, relative to the source folder. */
function manifestsOf({ lockfile, facts }: Build): readonly string[] {
  const { path, development, manager } = lockfile;
  switch (manager) {
    case "pip": {
      if (facts?.language !== "python") return [path, development];
      const more = facts.hasDevelopmentRequirements ? [development, ...facts.includedDevelopmentRequirements] : [];
      return [...new Set([path, ...facts.includedRequirements, ...more])];
    }
    case "pdm":
    case "poetry":
    case "uv":
      return ["pyproject.toml", path];
    case "npm":
    case "pnpm":
    case "yarn":
    case "yarn-classic":
      return ["package.json", path];
    case "go":
      return facts?.language === "go" ? facts.manifests : ["go.mod", path];
    default:
      return [];
  }
}

/**
 * The folders of the workspace members whose packages a Node service may use; undefined where the source is not a
 * workspace. The package at the root of a workspace uses its members too.
 */
export function workspaceOf({ project, facts }: Pick<Build, "project" | "facts">): readonly string[] | undefined {
  const members = facts?.language === "node" ? facts.members : [];
  if (project === undefined && members.length === 0) return undefined;
  return [...new Set([...members, ...(project === undefined ? [] : [project])])].sort();
}

/** Settings of a package manager; none of these files and folders has to exist. */
interface ManagerSettings {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const settings: Readonly<Record<string, ManagerSettings>> = {
  // https://docs.npmjs.com/cli/configuring-npm/npmrc
  npm: { files: [".npmrc"], folders: [] },
  // https://pnpm.io/configuring and https://pnpm.io/cli/patch-commit
  pnpm: { files: [".npmrc", ".pnpmfile.cjs", "pnpm-workspace.yaml"], folders: ["patches"] },
  // https://yarnpkg.com/getting-started/qa#which-files-should-be-gitignored
  yarn: { files: [".yarnrc.yml"], folders: [".yarn/patches", ".yarn/plugins", ".yarn/releases"] },
  // https://classic.yarnpkg.com/docs/yarnrc
  "yarn-classic": { files: [".npmrc", ".yarnrc"], folders: [".yarn/releases"] },
};

/** The settings that the package manager of a service reads if they exist, relative to the source folder. */
export function managerSettings({ lockfile }: Build): ManagerSettings {
  return settings[lockfile.manager] ?? { files: [], folders: [] };
}
