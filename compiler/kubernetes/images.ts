import type { Cluster } from "./cluster.ts";
import type { PlatformValues } from "./values.ts";

/** The images from elsewhere that clusters pull, each with its tag. */
export function imagesOf(clusters: readonly Cluster[]): readonly string[] {
  const images = clusters.flatMap(({ values }) =>
    Object.values(values.workloads).flatMap(({ image: { repository, tag } }) =>
      tag === "" ? [] : [`${repository}:${tag}`],
    ),
  );
  return [...new Set(images)].sort();
}

/** The repositories of what is built here, by name. */
export function builtImages(values: PlatformValues): readonly string[] {
  const repositories = Object.values(values.workloads).flatMap(({ image: { repository, tag } }) =>
    tag === "" ? [repository] : [],
  );
  return [...new Set(repositories)].sort();
}
