import type { Cluster } from "../../kubernetes/context.ts";
import { fileOf } from "../../kubernetes/files.ts";
import { identityOf, type KubernetesObject, type OwnedObject } from "../../kubernetes/object.ts";
import { type ConfigMap, generatorsOf, replacedGenerators } from "./config-maps.ts";
import { isOneOf, type LabelPairs, sharedLabels, withoutLabels } from "./label-pairs.ts";
import { patchesOf } from "./patch.ts";
import { priorityPatches, withoutPriority } from "./priority.ts";
import type { PatchFile, TreeFile } from "./tree-file.ts";

/** A folder with a kustomization. */
export interface Folder {
  /** Below the folder of the tree; empty: that folder itself. */
  readonly path: string;
  readonly namespace: string | undefined;
  /** Folders that it builds upon. */
  readonly parents: readonly string[];
  readonly components: readonly string[];
  readonly labels: readonly LabelPairs[];
  readonly resources: readonly TreeFile[];
  readonly patches: readonly PatchFile[];
  readonly configMaps: readonly ConfigMap[];
}

/** The base: the objects that every environment has. A folder per workload. */
export function baseFolders(base: Cluster, clusters: readonly Cluster[]): readonly Folder[] {
  return foldersOf(sharedObjects(base, clusters), base, { parents: [], components: [], patches: [] });
}

/** The objects of the base that every environment has. */
export function sharedObjects({ objects }: Cluster, clusters: readonly Cluster[]): readonly OwnedObject[] {
  const everywhere = clusters.map((cluster) => new Set(cluster.objects.map(({ object }) => identityOf(object))));
  return objects.filter(({ object }) => everywhere.every((ids) => ids.has(identityOf(object))));
}

/** An overlay: the objects that an environment adds to the base, and patches for those that differ. */
export function overlayFolders(cluster: Cluster, base: readonly OwnedObject[]): readonly Folder[] {
  const inBase = new Map(base.map(({ object }) => [identityOf(object), object]));
  const added = cluster.objects.filter(({ object }) => !inBase.has(identityOf(object)));
  const patches = cluster.objects.flatMap((owned) => {
    const original = inBase.get(identityOf(owned.object));
    return original && original.kind !== "ConfigMap" ? patchFiles(original, owned) : [];
  });
  const replaced = replacedGenerators(cluster.objects, inBase);
  const top = {
    parents: ["../../base"],
    components: [`../../local/${cluster.environment.name}`],
    patches: [...patches, ...priorityPatches(cluster)],
  };
  const folders = foldersOf(added, cluster, top);
  return folders.map((folder) =>
    folder.path === "" ? { ...folder, configMaps: [...folder.configMaps, ...replaced] } : folder,
  );
}

type Top = Pick<Folder, "parents" | "components" | "patches">;

/** Objects in folders: those of the platform at the top, and a folder for those of each workload. */
function foldersOf(objects: readonly OwnedObject[], cluster: Cluster, top: Top): readonly Folder[] {
  const all = cluster.objects.map(({ object }) => object);
  const common = sharedLabels("platform", all);
  const workloads = [...new Set(objects.map(({ workload }) => workload))].filter((name) => name !== undefined);
  const below = workloads.map((workload): Folder => {
    const own = objects.filter((owned) => owned.workload === workload);
    const labels = sharedLabels("workload", all.filter(isOneOf(cluster.objects, workload)));
    return { ...emptyFolder, path: workload, ...contentOf(own, [...common, ...labels], labels) };
  });
  const own = contentOf(
    objects.filter(({ workload }) => workload === undefined),
    common,
    common,
  );
  const namespace = cluster.scope.namespace === "" ? undefined : cluster.scope.namespace;
  const parents = [...top.parents, ...workloads];
  return [{ ...emptyFolder, ...top, ...own, namespace, parents }, ...below];
}

const emptyFolder: Folder = {
  path: "",
  namespace: undefined,
  parents: [],
  components: [],
  labels: [],
  resources: [],
  patches: [],
  configMaps: [],
};

/** The resources and ConfigMaps of a folder, without the labels that its kustomization or one above it adds. */
function contentOf(objects: readonly OwnedObject[], added: readonly LabelPairs[], labels: readonly LabelPairs[]) {
  const resources = objects
    .filter(({ object }) => object.kind !== "ConfigMap")
    .map((owned): TreeFile => {
      const path = fileOf(owned);
      const own = owned.workload === undefined ? path : path.slice(owned.workload.length + 1);
      return { path: own, object: withoutLabels(withoutPriority(owned.object), added) };
    });
  return { labels, resources, configMaps: generatorsOf(objects) };
}

/** `api/ingress.yaml` is merged into its object, `api/ingress.json-patch.yaml` changes items of its lists. */
function patchFiles(original: KubernetesObject, owned: OwnedObject): readonly PatchFile[] {
  const { merge, operations } = patchesOf(original, withoutPriority(owned.object));
  const path = fileOf(owned);
  const { kind, metadata } = owned.object;
  const target = { kind, name: metadata.name.replaceAll(".", "\\.") };
  return [
    ...(merge ? [{ path, object: merge }] : []),
    ...(operations.length > 0
      ? [{ path: path.replace(/\.yaml$/, ".json-patch.yaml"), object: operations, target }]
      : []),
  ];
}
