import type { OwnedObject } from "./object.ts";

/**
 * The file of an object, below the folder of a tree: a folder per workload and a file per kind, such as
 * `api/deployment.yaml` and `recommendation/models-persistentvolumeclaim.yaml`. `prefix` is what names start with.
 */
export function fileOf({ workload, object }: OwnedObject, prefix = ""): string {
  const name = object.metadata.name.startsWith(prefix) ? object.metadata.name.slice(prefix.length) : "";
  const kind = object.kind.toLowerCase();
  if (kind === "namespace" || kind === "priorityclass") return `${kind}.yaml`;
  if (workload === undefined) return `${name}-${kind}.yaml`;
  const isPart = ["-", "."].some((mark) => name.startsWith(workload + mark));
  return `${workload}/${isPart ? `${name.slice(workload.length + 1)}-` : ""}${kind}.yaml`;
}
