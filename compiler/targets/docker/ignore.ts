import { IgnoreFile } from "../../dockerfile/ignore-file.ts";
import { contextPaths, inFolder, isFile, withoutSlash } from "../../model/build-context.ts";
import { generatedBuilds } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { ComposeSecretsSpec } from "../../spec/spec.ts";
import { composeSettings } from "../paths.ts";
import { asPattern } from "./node-install.ts";

/** The view of `docker/dockerignore`. */
export interface IgnoreView {
  readonly specName: string;
  /** The only paths in the build context. Empty if a service is built from the whole repository. */
  readonly allowed: readonly string[];
  /** Patterns that are excluded everywhere. */
  readonly denied: readonly string[];
  /** Files that a service names although a pattern excludes them. */
  readonly needed: readonly string[];
}

/** Files that no image needs, or that must not reach an image. */
const deniedFiles = ["**/.env", "**/.env.*", "**/*.key", "**/*.log", "**/*.pem", "**/*.pyc"];

/** The same with folders. */
const denied = ["**/.git", "**/.venv", "**/__pycache__", "**/node_modules", ...deniedFiles];

/** What local builds leave in a source folder, by package manager. */
const leftovers: Readonly<Record<string, readonly string[]>> = {
  nuget: ["**/bin", "**/obj"],
  gradle: [".gradle", "build", "*/build"],
  maven: ["target", "*/target"],
  yarn: [".yarn/install-state.gz", ".yarn/unplugged"],
};

/** Of a source with listed paths, the leftovers below these. */
function leftoversOf({ source, lockfile }: Build): readonly string[] {
  const folders = [...source.paths, ...source.tests].filter((path) => !isFile(path)).map(withoutSlash);
  return (leftovers[lockfile.manager] ?? []).flatMap((pattern) => {
    const isAnywhere = pattern.startsWith("**/") && folders.length > 0;
    const patterns = isAnywhere ? folders.map((folder) => `${folder}/${pattern}`) : [pattern];
    return patterns.map((below) => inFolder(source.folder, below));
  });
}

/** What a local build left in the folder that the build of the image writes for others, in which old files would stay. */
function outputOf({ source, build, site }: Build): readonly string[] {
  const folder = site?.folder ?? build?.output;
  return folder === undefined || folder === "." ? [] : [inFolder(source.folder, withoutSlash(folder))];
}

/** The folders that hold the values of secrets. */
function secretFolders({ environments, output }: Platform): readonly string[] {
  return environments.flatMap((environment) => {
    const { path } = withDefaults<ComposeSecretsSpec>(composeSettings(environment).secrets, "composeSecrets");
    return path === "." ? [] : [inFolder(output, path)];
  });
}

/** The build context: only what is copied into an image. */
export function ignoreView(platform: Platform): IgnoreView {
  const builds = generatedBuilds(platform);
  const paths = builds.flatMap((build) => contextPaths(build, platform.output, asPattern).map(withoutSlash));
  const copied = new Set(builds.flatMap(({ copies }) => copies.map(({ service }) => service)));
  const excluded = [
    ...denied,
    ...builds.flatMap(leftoversOf),
    ...builds.filter(({ name }) => copied.has(name)).flatMap(outputOf),
  ];
  return {
    specName: platform.specName,
    allowed: paths.includes(".") ? [] : [...new Set(paths)].sort(),
    denied: [...new Set([...excluded, ...secretFolders(platform)])].sort(),
    needed: [...new Set(builds.flatMap((build) => neededOf(build, excluded)))].sort(),
  };
}

/** The paths that a service names although a pattern excludes them. A build may write what `include` names below other folders. */
function neededOf({ source, build }: Build, excluded: readonly string[]): readonly string[] {
  const [any, files] = [new IgnoreFile(excluded.join("\n")), new IgnoreFile(deniedFiles.join("\n"))];
  const below = (path: string): string => withoutSlash(inFolder(source.folder, path));
  const sources = [...[...source.paths, ...source.tests].map(below), ...source.shared.map(withoutSlash)];
  const included = (build?.include ?? []).map(below);
  return [...sources.filter((path) => any.excludes(path)), ...included.filter((path) => files.excludes(path))];
}
