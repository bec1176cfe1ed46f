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
const denied = [
  "**/.env",
  "**/.env.*",
  "**/.git",
  "**/.venv",
  "**/__pycache__",
  "**/*.key",
  "**/*.log",
  "**/*.pem",
  "**/*.pyc",
  "**/node_modules",
];

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
  const named = builds.flatMap(({ source }) => source.paths.map((path) => inFolder(source.folder, path)));
  return {
    specName: platform.specName,
    allowed: paths.includes(".") ? [] : [...new Set(paths)].sort(),
    denied: [...new Set([...denied, ...builds.flatMap(leftoversOf), ...secretFolders(platform)])].sort(),
    needed: [...new Set(named.filter((path) => /\.(key|log|pem|pyc)$/.test(path)))].sort(),
  };
}
