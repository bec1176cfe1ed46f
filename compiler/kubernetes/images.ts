import type { Cluster } from "./cluster.ts";
import { clusterServices } from "./platform-values.ts";
import type { PlatformValues } from "./values.ts";

/** The images from elsewhere that clusters pull, as the specification names them. */
export function imagesOf(clusters: readonly Cluster[]): readonly string[] {
  const workloads = clusters.flatMap(({ environment }) => [...clusterServices(environment), ...environment.jobs]);
  const pulled = workloads.filter(({ origin }) => origin.kind !== "built").map(({ image }) => image);
  return [...new Set(pulled)].sort();
}

/** The repositories of what is built here, by name. */
export function builtImages(values: PlatformValues): readonly string[] {
  const repositories = Object.values(values.workloads).flatMap(({ image: { repository, tag } }) =>
    tag === "" ? [repository] : [],
  );
  return [...new Set(repositories)].sort();
}
