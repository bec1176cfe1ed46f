import { inFolder } from "./build-context.ts";
import type { Build, Purpose } from "./image.ts";

/** Folders in which tools of Node keep caches during development and tests, relative to the working directory. */
export const nodeCaches: readonly string[] = [".cache", ".vite", ".vite-temp"].map((name) => `node_modules/${name}`);

/** Gradle's home in images for development and tests. Gradle writes to it in every run. */
export const gradleHome = "/opt/gradle-home";

/** Maven's home in images for development and tests, with its local repository. */
export const mavenHome = "/opt/maven";

/** Go's build cache in images for development and tests. */
export const goCache = "/opt/go-build";

/** The folder to which builds of .NET write in images for development and tests. */
export const dotnetArtifacts = "/opt/artifacts";

const outputNames: Readonly<Record<string, readonly string[]>> = { gradle: [".gradle", "build"], maven: ["target"] };

/** The names of the folders to which a build tool writes, in each module of a project. */
export function outputNamesOf({ lockfile }: Build): readonly string[] {
  return outputNames[lockfile.manager] ?? [];
}

/** The folders to which a build writes, relative to the working directory. */
export function outputFolders(build: Build): readonly string[] {
  const names = outputNamesOf(build);
  const { project } = build;
  if (project === undefined) return names;
  return [...names, ...names.filter((name) => !name.startsWith(".")).map((name) => inFolder(project, name))];
}

/**
 * The absolute paths of the directories to which an image writes, besides `/tmp` and volumes. Tests may write to every
 * module, so they own the whole working directory.
 */
export function writtenDirectories(build: Build, purpose: Purpose): readonly string[] {
  if (purpose === "production") return [];
  if (build.lockfile.manager === "nuget") return [dotnetArtifacts];
  if (build.lockfile.manager === "go") return [goCache];
  if (outputNamesOf(build).length === 0) return [];
  const inSource = purpose === "test" ? ["/app"] : outputFolders(build).map((path) => `/app/${path}`);
  return build.lockfile.manager === "gradle" ? [...inSource, gradleHome] : inSource;
}
