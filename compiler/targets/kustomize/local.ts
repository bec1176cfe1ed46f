import type { Cluster } from "../../kubernetes/context.ts";
import { builtImages, releasePlaceholder } from "../../kubernetes/images.ts";
import { secretsRead } from "../../kubernetes/secrets.ts";
import { clusterWorkloads, settingsName, settingsOf } from "../../kubernetes/settings.ts";
import type { Artifact } from "../target.ts";

/** Files that belong to operators: image versions, settings and patches. Written once. */
export function localArtifacts(folder: string, cluster: Cluster): readonly Artifact[] {
  const { environment, platform, settings: clusterSettings } = cluster;
  const settings = settingsOf(platform, [environment]);
  const isSealed = clusterSettings.secrets.provider === "sealed-secrets";
  const secrets = isSealed ? secretsRead(clusterWorkloads(environment), cluster) : [];
  const { specName } = platform;
  const kustomization = {
    path: `${folder}/kustomization.yaml`,
    template: "kustomize/local.yaml",
    isOnce: true,
    view: {
      specName,
      environment: environment.name,
      images: builtImages(environment),
      tag: releasePlaceholder,
      settingsName: settings.length > 0 ? settingsName : "",
      sealed: secrets.map(({ name }) => name),
    },
  };
  if (settings.length === 0) return [kustomization];
  const view = { environment: environment.name, settings };
  return [kustomization, { path: `${folder}/settings.env`, template: "kustomize/settings.env", isOnce: true, view }];
}
