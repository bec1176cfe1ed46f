import type { Environment, Platform } from "../model/platform.ts";
import type { Workload } from "../model/workload.ts";
import { type Cluster, isService, type Runnable } from "./context.ts";
import { clusterWorkloads } from "./settings.ts";

/** The tag of images built from this repository until a release is deployed. No release has it. */
export const releasePlaceholder = "0.0.0";

/** `repository:tag@digest`, taken apart. */
export interface ImageParts {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

/** The parts of an image's name. Without a tag it is `latest`. */
export function imageParts(image: string): ImageParts {
  const [named = "", digest] = image.split("@");
  const [, repository = named, tag = "latest"] = /^(.*?)(?::([^:/]+))?$/.exec(named) ?? [];
  return { repository, tag, digest };
}

/** The image of a container. One that is built from this repository has the tag that a deployment sets. */
export function imageOf({ image, origin }: Workload, { digests }: Platform): string {
  if (origin.kind === "built") return `${image}:${releasePlaceholder}`;
  const { repository, tag, digest = digests.get(image) } = imageParts(image);
  return `${repository}:${tag}${digest === undefined ? "" : `@${digest}`}`;
}

/** The third-party images that clusters pull, as the specification names them. */
export function imagesOf(clusters: readonly Cluster[]): readonly string[] {
  const workloads = clusters.flatMap(({ environment }) => clusterWorkloads(environment));
  const pulled = workloads
    .filter(({ origin }) => origin.kind !== "built")
    .flatMap((workload) => [workload.image, ...preparedBy(workload)]);
  return [...new Set(pulled)].sort();
}

/** The image of the container that runs before a job. */
function preparedBy(workload: Runnable): readonly string[] {
  return !isService(workload) && workload.preparation ? [workload.preparation.image] : [];
}

/** The repositories of the images that are built from this repository and that an environment runs, by name. */
export function builtImages(environment: Environment): readonly string[] {
  const built = clusterWorkloads(environment).filter(({ origin }) => origin.kind === "built");
  return [...new Set(built.map(({ image }) => image))].sort();
}
