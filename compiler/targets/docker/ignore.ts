import { contextPaths, inFolder } from "../../model/build-context.ts";
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
  dotnet: ["**/bin", "**/obj"],
  gradle: [".gradle", "build", "*/build"],
  maven: ["target", "*/target"],
  yarn: [".yarn/install-state.gz", ".yarn/unplugged"],
};

function leftoversOf({ source: { folder }, lockfile }: Build): readonly string[] {
  return (leftovers[lockfile.manager] ?? []).map((pattern) => inFolder(folder, pattern));
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
  const paths = builds.flatMap((build) => contextPaths(build, platform.output, asPattern));
  return {
    specName: platform.specName,
    allowed: paths.includes(".") ? [] : [...new Set(paths)].sort(),
    denied: [...new Set([...denied, ...builds.flatMap(leftoversOf), ...secretFolders(platform)])].sort(),
  };
}
