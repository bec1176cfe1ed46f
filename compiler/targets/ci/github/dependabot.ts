import type { AnyBuild, Lockfile } from "../../../model/image.ts";
import type { Pipeline } from "../pipeline.ts";

/** The view of `ci/github/dependabot.yml`. */
export interface DependabotView {
  readonly specName: string;
  readonly ecosystems: readonly EcosystemView[];
}

interface EcosystemView {
  readonly name: string;
  readonly group: string;
  readonly directories: readonly string[];
  /** Packages that are not updated. */
  readonly ignored: readonly string[];
}

/** Dependabot's ecosystem of each package manager. */
const ecosystems: Readonly<Partial<Record<Lockfile["manager"], string>>> = {
  npm: "npm",
  pnpm: "npm",
  yarn: "npm",
  "yarn-classic": "npm",
  pip: "pip",
  poetry: "pip",
  pdm: "pip",
  uv: "uv",
  nuget: "nuget",
  go: "gomod",
  maven: "maven",
  gradle: "gradle",
};

/**
 * Dependabot updates the manifests of services, and their own Dockerfiles. It leaves out folders with generated Dockerfiles,
 * generated workflows and Compose files, because a pull request that changes a generated file cannot be merged. Undefined if
 * nothing remains.
 */
export function dependabotView({ platform, lint }: Pipeline): DependabotView | undefined {
  const generated = new Set(lint.dockerfiles.map(folderOf));
  const own = platform.builds.flatMap((build) => (build.kind === "own" ? folderOf(build.dockerfile) : []));
  const manifests = platform.builds.flatMap(manifestOf);
  const names = [...new Set(manifests.map(({ name }) => name))].sort();
  const docker = sorted(own.filter((folder) => !generated.has(folder)));
  const found = [
    ...(docker.length > 0 ? [{ name: "docker", group: "base-images", directories: docker, ignored: [] }] : []),
    ...names.map((name) => ({
      name,
      group: name,
      directories: sorted(manifests.filter((manifest) => manifest.name === name).map(({ folder }) => folder)),
      ignored: name === "npm" ? ["varai-gen"] : [],
    })),
  ];
  return found.length === 0 ? undefined : { specName: platform.specName, ecosystems: found };
}

/** The ecosystem of a build from source, and the folder of its manifest. */
function manifestOf(build: AnyBuild): readonly { readonly name: string; readonly folder: string }[] {
  if (build.kind === "own") return [];
  const { source, lockfile } = build;
  const name = ecosystems[lockfile.manager];
  const path = [source.folder, lockfile.path].filter((part) => part !== ".").join("/");
  return name === undefined ? [] : [{ name, folder: folderOf(path) }];
}

/** The folder of a file, from the root of the repository. */
function folderOf(file: string): string {
  return `/${file.split("/").slice(0, -1).join("/")}`;
}

function sorted(folders: readonly string[]): readonly string[] {
  return [...new Set(folders)].sort();
}
