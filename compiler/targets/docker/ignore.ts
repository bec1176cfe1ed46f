import type { Build } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { ComposeSecretsSpec } from "../../spec/spec.ts";
import { composeSettings } from "../paths.ts";
import { asPattern, settingsOf } from "./node-install.ts";
import { siteConfigurationPath } from "./site.ts";
import { inFolder } from "./source.ts";

/** What `docker/dockerignore` prints. */
export interface IgnoreView {
  readonly specName: string;
  /** Paths that the build context holds, everything else being left out. Empty when the whole repository is a source. */
  readonly allowed: readonly string[];
  /** Patterns that are left out even there. */
  readonly denied: readonly string[];
}

/** What no image needs and some of which no image may have. */
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

/** What builds on a developer's machine leave in a folder, by what builds: an image has its own. */
const leftovers: Readonly<Record<string, readonly string[]>> = {
  dotnet: ["**/bin", "**/obj"],
  gradle: [".gradle", "build", "*/build"],
  maven: ["target", "*/target"],
  yarn: [".yarn/install-state.gz", ".yarn/unplugged"],
};

function leftoversOf({ source: { folder }, lockfile }: Build): readonly string[] {
  return (leftovers[lockfile.manager] ?? []).map((pattern) => inFolder(folder, pattern));
}

/** The folders in which the values of secrets lie. */
function secretFolders({ environments }: Platform): readonly string[] {
  return environments.flatMap((environment) => {
    const { path } = withDefaults<ComposeSecretsSpec>(composeSettings(environment).secrets, "composeSecrets");
    return path === "." ? [] : [path];
  });
}

/** The build context: only what is copied into some image. */
export function ignoreView(platform: Platform): IgnoreView {
  const paths = platform.builds.flatMap((build) => contextPaths(build, asPattern));
  return {
    specName: platform.specName,
    allowed: paths.includes(".") ? [] : [...new Set(paths)].sort(),
    denied: [...new Set([...denied, ...platform.builds.flatMap(leftoversOf), ...secretFolders(platform)])].sort(),
  };
}

/** The paths of the repository that an image is built from, besides its Dockerfile. */
export function contextPaths(build: Build, writeOptional = (path: string) => path): readonly string[] {
  const { folder, paths, tests, shared } = build.source;
  const manifests = [...manifestsOf(build), ...settingsOf(build).map(writeOptional)];
  const own = paths.length === 0 ? [folder] : [...paths, ...tests, ...manifests].map((path) => inFolder(folder, path));
  return [...own, ...shared, ...(build.site ? [siteConfigurationPath(build)] : [])];
}

/** The files that the stages that install read, where not the whole folder is part of the source. */
function manifestsOf({ lockfile }: Build): readonly string[] {
  const { path, development, manager } = lockfile;
  switch (manager) {
    case "pip":
      return [path, development];
    case "poetry":
    case "uv":
      return ["pyproject.toml", path];
    case "npm":
    case "pnpm":
    case "yarn":
    case "yarn-classic":
      return ["package.json", path];
    case "go":
      return ["go.mod", path];
    default:
      return [];
  }
}
