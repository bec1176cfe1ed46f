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
}

/** Dependabot watches actions and the images of Dockerfiles and Compose files. */
export function dependabotView({ platform, lint }: Pipeline): DependabotView {
  const own = platform.builds.flatMap((build) => (build.kind === "own" ? build.dockerfile : []));
  const ecosystems = [
    { name: "github-actions", group: "actions", directories: ["/"] },
    { name: "docker", group: "base-images", directories: foldersOf([...lint.dockerfiles, ...own]) },
    { name: "docker-compose", group: "images", directories: foldersOf(lint.composeFiles) },
  ];
  return {
    specName: platform.specName,
    ecosystems: ecosystems.filter(({ directories }) => directories.length > 0),
  };
}

/** The folders of some files, from the root of the repository. */
function foldersOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => `/${file.split("/").slice(0, -1).join("/")}`))].sort();
}
