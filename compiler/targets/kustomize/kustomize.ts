import { checkDeployed } from "../../kubernetes/check-deployed.ts";
import { clustersOf, kustomizeCluster } from "../../kubernetes/cluster.ts";
import type { Cluster } from "../../kubernetes/context.ts";
import { canonical } from "../../kubernetes/field-order.ts";
import { imagesOf } from "../../kubernetes/images.ts";
import { checkOverrides } from "../../kubernetes/overrides.ts";
import { checkCluster } from "../../kubernetes/rules.ts";
import { requiredSecrets } from "../../kubernetes/secrets.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { folderOf } from "../paths.ts";
import { problemOfEnv, verbatim } from "../read-back.ts";
import type { Artifact, Target } from "../target.ts";
import { localArtifacts } from "./local.ts";
import { baseFolders, type Folder, overlayFolders, sharedObjects } from "./tree.ts";

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
  checkOverrides(clusters, reporter);
  const path = folderOf(platform, "kustomize");
  const base = kustomizeCluster(platform, platform.base);
  const shared = sharedObjects(base, clusters);
  const title = `${platform.name}: ${platform.description}`;
  const head = { specName: platform.specName, title, removal: "", secrets: [] };
  return [
    ...baseFolders(base, clusters).flatMap((folder) => folderArtifacts(`${path}/base`, folder, head)),
    ...clusters.flatMap((cluster) => {
      const environment = cluster.environment.name;
      const artifacts = [
        ...overlayFolders(cluster, shared).flatMap((folder) =>
          folderArtifacts(`${path}/overlays/${environment}`, folder, overlayHead(path, cluster)),
        ),
        ...localArtifacts(`${path}/local/${environment}`, cluster),
      ];
      return artifacts.map((artifact) => ({ ...artifact, environment }));
    }),
  ];
}

/**
 * The comment above the topmost kustomization of a tree; `removal` is the command that deletes Jobs, if there are any, and
 * `secrets` are the Secrets that must exist.
 */
interface Head {
  readonly specName: string;
  readonly title: string;
  readonly removal: string;
  readonly secrets: readonly { readonly name: string; readonly content: string }[];
}

function overlayHead(path: string, cluster: Cluster): Head {
  const { environment, objects, settings, platform } = cluster;
  // By name, since the pods of a CronJob's Jobs have the same labels as the CronJob's own.
  const jobs = objects.filter(({ object }) => object.kind === "Job").map(({ object }) => object.metadata.name);
  const command = `kubectl delete job ${jobs.join(" ")} --namespace ${settings.namespace} --ignore-not-found`;
  return {
    specName: platform.specName,
    title: `The environment ${environment.name}: kubectl apply -k ${path}/overlays/${environment.name}`,
    removal: jobs.length > 0 ? command : "",
    secrets: requiredSecrets(clusterWorkloads(environment), cluster),
  };
}

/** The files of a folder, and the kustomization that lists them. */
function folderArtifacts(tree: string, folder: Folder, head: Head): readonly Artifact[] {
  const { specName } = head;
  const isTop = folder.path === "";
  const root = isTop ? tree : `${tree}/${folder.path}`;
  const file = (path: string, document: unknown): Artifact => ({
    path: `${root}/${path}`,
    template: "kubernetes/object.yaml",
    view: { specName, document },
  });
  return [
    {
      path: `${root}/kustomization.yaml`,
      template: "kustomize/kustomization.yaml",
      view: {
        specName,
        title: isTop ? head.title : "",
        removal: isTop ? head.removal : "",
        secrets: isTop ? head.secrets : [],
        namespace: folder.namespace ?? "",
        resources: [
          ...folder.parents.filter((parent) => parent.startsWith("..")),
          ...folder.resources.map(({ path }) => path),
          ...folder.parents.filter((parent) => !parent.startsWith("..")),
        ],
        components: folder.components,
        labels: folder.labels.map(({ pairs, includeTemplates }) => ({
          pairs: Object.entries(pairs).map(([name, value]) => ({ name, value })),
          includeTemplates,
        })),
        patches: folder.patches.map(({ path, target = null }) => ({ path, target: target && { name: "", ...target } })),
        configMaps: folder.configMaps,
      },
    },
    ...folder.resources.map(({ path, object }) => file(path, object)),
    ...folder.patches.map(({ path, object }) => file(path, canonical(object))),
    ...folder.configMaps.flatMap(({ files }) =>
      files.map(({ path, text }) => ({ path: `${root}/${path}`, template: "kubernetes/file", view: { text } })),
    ),
  ];
}
