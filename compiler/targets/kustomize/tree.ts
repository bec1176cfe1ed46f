import type { Cluster, OwnedObject } from "../../kubernetes/cluster.ts";
import { commonLabels, labelsOf } from "../../kubernetes/labels.ts";
import { namespaceObject, priorityClass, priorityClassName } from "../../kubernetes/namespace-objects.ts";
import { identityOf, type KubernetesObject } from "../../kubernetes/object.ts";
import { settingsName } from "../../kubernetes/settings.ts";
import type { PlatformValues } from "../../kubernetes/values.ts";
import { filesName } from "../../kubernetes/volumes.ts";
import { patchesOf } from "./patch.ts";

/** A folder that Kustomize builds. */
export interface Tree {
  readonly namespace: string | undefined;
  /** Folders that it builds upon. */
  readonly parents: readonly string[];
  readonly components: readonly string[];
  readonly resources: readonly TreeFile[];
  readonly patches: readonly (TreeFile & {
    /** What it changes; missing: it says so itself. */ readonly target?: PatchTarget;
  })[];
  readonly configMaps: readonly ConfigMapView[];
}

/** Objects by regular expressions of their kinds and names; without a name, all of the kind. */
interface PatchTarget {
  readonly kind: string;
  readonly name?: string;
}

/** A file with an object, or with the change of one. */
interface TreeFile {
  readonly path: string;
  readonly object: object;
}

/** A ConfigMap that is made of files; of none, where it is filled elsewhere. */
interface ConfigMapView {
  readonly name: string;
  readonly behavior: "create" | "replace";
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly { readonly source: string; readonly path: string; readonly text: string }[];
}

/** The base: the objects that every environment has, with what production says unless an overlay says otherwise. */
export function baseTree(base: Cluster, clusters: readonly Cluster[]): Tree & { readonly values: PlatformValues } {
  const everywhere = clusters.map(({ objects }) => new Set(objects.map(({ object }) => identityOf(object))));
  const shared = base.objects.filter(({ object }) => everywhere.every((ids) => ids.has(identityOf(object))));
  const hasFiles = (name: string): boolean =>
    clusters.every(({ values }) => values.workloads[name]?.files !== undefined);
  return {
    values: base.values,
    namespace: undefined,
    parents: [],
    components: [],
    resources: shared.map(fileOf),
    patches: [],
    configMaps: [
      ...(clusters.every(({ values }) => values.settings.length > 0) ? [settingsMap(base.values)] : []),
      ...configMaps(base.values).filter(({ workload }) => hasFiles(workload)),
    ],
  };
}

/** What an environment adds to the base and what it changes in it: nothing that is there already. */
export function overlayTree(cluster: Cluster, base: Tree): Tree {
  const { namespace, values, environment, objects } = cluster;
  const inBase = new Map(base.resources.map(({ object }) => [identityOf(object as KubernetesObject), object]));
  const added = objects.filter(({ object }) => !inBase.has(identityOf(object)));
  const patches = objects.flatMap((owned) => {
    const original = inBase.get(identityOf(owned.object));
    return original ? patchFiles(original as KubernetesObject, owned) : [];
  });
  return {
    namespace,
    parents: ["../../base"],
    components: [`../../local/${environment.name}`],
    resources: [
      { path: "namespace.yaml", object: namespaceObject(namespace, values) },
      ...(values.priority === undefined
        ? []
        : [{ path: "priorityclass.yaml", object: priorityClass(namespace, values.priority, values) }]),
      ...added.map(fileOf),
    ],
    patches: [...patches, ...(values.priority === undefined ? [] : priorityPatches(cluster, values.priority))],
    configMaps: [...(values.settings.length > 0 ? [settingsMap(values)] : []), ...configMaps(values)].flatMap((own) => {
      const original = base.configMaps.find(({ name }) => name === own.name);
      if (!original) return [own];
      return JSON.stringify(original.files) === JSON.stringify(own.files)
        ? []
        : [{ ...own, behavior: "replace" as const }];
    }),
  };
}

/** `api/ingress.yaml` is merged into its object, `api/ingress.json-patch.yaml` changes items of its lists. */
function patchFiles(original: KubernetesObject, owned: OwnedObject): Tree["patches"] {
  const { merge, operations } = patchesOf(original, owned.object);
  const { path } = fileOf(owned);
  const { kind, metadata } = owned.object;
  const target = { kind, name: metadata.name.replaceAll(".", "\\.") };
  return [
    ...(merge ? [{ path, object: merge }] : []),
    ...(operations.length > 0
      ? [{ path: path.replace(/\.yaml$/, ".json-patch.yaml"), object: operations, target }]
      : []),
  ];
}

/** The pods of a namespace have its priority: one patch for all of them, whichever workloads there are. */
function priorityPatches({ namespace, values }: Cluster, priority: number): Tree["patches"] {
  const kinds = new Set(Object.values(values.workloads).map(({ kind }) => kind));
  const places = [
    { file: "pod-priority.yaml", of: ["Deployment", "StatefulSet", "Job"] as const, spec: "/spec" },
    { file: "cronjob-pod-priority.yaml", of: ["CronJob"] as const, spec: "/spec/jobTemplate/spec" },
  ];
  return places.flatMap(({ file, of, spec }) => {
    const present = of.filter((kind) => kinds.has(kind));
    const value = priorityClassName(namespace, priority);
    const operation = { op: "add", path: `${spec}/template/spec/priorityClassName`, value };
    return present.length === 0 ? [] : [{ path: file, object: [operation], target: { kind: present.join("|") } }];
  });
}

/** A folder per workload and a file per kind: `api/deployment.yaml`, `api/models-persistentvolumeclaim.yaml`. */
function fileOf({ workload, object }: OwnedObject): TreeFile {
  const { name } = object.metadata;
  const kind = object.kind.toLowerCase();
  if (workload === undefined) return { path: `${name}-${kind}.yaml`, object };
  const isPart = ["-", "."].some((mark) => name.startsWith(workload + mark));
  const own = isPart ? `${name.slice(workload.length + 1)}-` : "";
  return { path: `${workload}/${own}${kind}.yaml`, object };
}

/** What the environment's own folder fills with the settings of whoever deploys. */
function settingsMap(values: PlatformValues): ConfigMapView {
  const labels = Object.entries(commonLabels(values)).map(([name, value]) => ({ name, value }));
  return { name: settingsName, behavior: "create", labels, files: [] };
}

function configMaps(values: PlatformValues): readonly (ConfigMapView & { readonly workload: string })[] {
  return Object.entries(values.workloads).flatMap(([workload, own]) => {
    if (own.files === undefined) return [];
    const labels = Object.entries(labelsOf(workload, own, values)).sort(([a], [b]) => (a < b ? -1 : 1));
    const files = Object.entries(own.files).map(([key, { path, content }]) => ({
      source: `${key}=${workload}/files${path}`,
      path: `${workload}/files${path}`,
      text: content,
    }));
    return {
      workload,
      name: filesName(workload),
      behavior: "create" as const,
      labels: labels.map(([name, value]) => ({ name, value })),
      files,
    };
  });
}
