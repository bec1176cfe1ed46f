import type { Cluster } from "../../kubernetes/cluster.ts";
import { builtImages } from "../../kubernetes/images.ts";
import { releasePlaceholder } from "../../kubernetes/pod.ts";
import { settingsOf } from "../../kubernetes/settings.ts";
import type { Platform } from "../../model/platform.ts";
import type { Artifact } from "../target.ts";

/** What belongs to the people who deploy: versions, settings, and changes of their own. Written once. */
export function localArtifacts(folder: string, cluster: Cluster, platform: Platform): readonly Artifact[] {
  const { values, environment } = cluster;
  const { specName } = platform;
  const settings = settingsOf(platform, [cluster]);
  const isSealed = values.secrets.provider === "sealed-secrets";
  return [
    {
      path: `${folder}/kustomization.yaml`,
      template: "kustomize/local.yaml",
      isOnce: true,
      view: {
        specName,
        environment: environment.name,
        images: builtImages(values),
        tag: releasePlaceholder,
        hasSettings: settings.length > 0,
        sealed: isSealed ? Object.keys(values.secrets.names) : [],
      },
    },
    ...(settings.length === 0
      ? []
      : [
          {
            path: `${folder}/settings.env`,
            template: "kustomize/settings.env",
            isOnce: true,
            view: { environment: environment.name, settings },
          },
        ]),
  ];
}
