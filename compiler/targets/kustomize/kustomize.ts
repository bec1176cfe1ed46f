import { checkDeployed } from "../../kubernetes/check-deployed.ts";
import { baseCluster, type Cluster, clustersOf } from "../../kubernetes/cluster.ts";
import { imagesOf } from "../../kubernetes/images.ts";
import { tidy } from "../../kubernetes/object.ts";
import { checkCluster } from "../../kubernetes/rules.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { folderOf } from "../paths.ts";
import { problemOfEnv, verbatim } from "../read-back.ts";
import type { Artifact, Target } from "../target.ts";
import { localArtifacts } from "./local.ts";
import { baseTree, overlayTree, type Tree } from "./tree.ts";

/** A Kustomize base with an overlay for each environment. */
export const kustomize: Target<"kustomize"> = {
  name: "kustomize",
  isDefault: false,
  tiers: ["development", "staging", "production"],
  hasEdge: true,
  check: checkDeployed,
  formats: { "kubernetes/file": verbatim, "kustomize/settings.env": problemOfEnv },
  withoutHeading: [/\/(base|overlays\/[^/]+)\/[^/]+\/files\//],
  images: (platform) => imagesOf(clustersOf(platform, "kustomize")),
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const clusters = clustersOf(platform, "kustomize");
  if (clusters.length === 0) return [];
  for (const cluster of clusters) checkCluster(cluster, reporter);
  const path = folderOf(platform, "kustomize");
  const base = baseTree(baseCluster(platform), clusters);
  const { specName } = platform;
  return [
    ...treeArtifacts(`${path}/base`, base, {
      specName,
      title: `${platform.name}: ${platform.description}`,
      removal: "",
    }),
    ...clusters.flatMap((cluster) => overlayArtifacts(path, cluster, base, platform)),
  ];
}

function overlayArtifacts(path: string, cluster: Cluster, base: Tree, platform: Platform): readonly Artifact[] {
  const { environment, namespace, values } = cluster;
  const { name } = environment;
  const { specName } = platform;
  // By name: the labels of their pods are also those of the Jobs that a CronJob has made.
  const jobs = Object.keys(values.workloads).filter((workload) => values.workloads[workload]?.kind === "Job");
  const removal = `kubectl delete job ${jobs.join(" ")} --namespace ${namespace} --ignore-not-found`;
  const folder = `${path}/overlays/${name}`;
  const title = `The environment ${name}: kubectl apply -k ${folder}`;
  const artifacts = [
    ...treeArtifacts(folder, overlayTree(cluster, base), { specName, title, removal: jobs.length > 0 ? removal : "" }),
    ...localArtifacts(`${path}/local/${name}`, cluster, platform),
  ];
  return artifacts.map((artifact) => ({ ...artifact, environment: name }));
}

/** What stands above a kustomization: `removal` is what removes Jobs, where there are some. */
interface Head {
  readonly specName: string;
  readonly title: string;
  readonly removal: string;
}

/** The files of a base or an overlay, and the kustomization that names them. */
function treeArtifacts(folder: string, tree: Tree, head: Head): readonly Artifact[] {
  const { specName } = head;
  const file = (path: string, document: unknown): Artifact => ({
    path: `${folder}/${path}`,
    template: "kubernetes/object.yaml",
    view: { specName, document },
  });
  return [
    {
      path: `${folder}/kustomization.yaml`,
      template: "kustomize/kustomization.yaml",
      view: {
        ...head,
        namespace: tree.namespace ?? null,
        resources: [...tree.parents, ...tree.resources.map(({ path }) => path)],
        components: tree.components,
        patches: tree.patches.map(({ path, target = null }) => ({ path, target: target && { name: "", ...target } })),
        configMaps: tree.configMaps,
      },
    },
    ...tree.resources.map(({ path, object }) => file(path, tidy(object))),
    ...tree.patches.map(({ path, object }) => file(path, object)),
    ...tree.configMaps.flatMap(({ files }) =>
      files.map(({ path, text }) => ({ path: `${folder}/${path}`, template: "kubernetes/file", view: { text } })),
    ),
  ];
}
