import type { Cluster } from "../../kubernetes/cluster.ts";
import { builtImages } from "../../kubernetes/images.ts";
import { commonLabels } from "../../kubernetes/labels.ts";
import { releasePlaceholder } from "../../kubernetes/pod.ts";
import type { Artifact } from "../target.ts";

/** What belongs to the people who deploy: versions, settings, and changes of their own. Written once. */
export function localArtifacts(
  folder: string,
  { values, environment }: Cluster,
  specName: string,
): readonly Artifact[] {
  const settings = Object.keys(values.settings);
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
        labels: Object.entries(commonLabels(values)).map(([name, value]) => ({ name, value })),
        sealed: isSealed ? Object.keys(values.secrets.names) : [],
      },
    },
    ...(settings.length === 0
      ? []
      : [{ path: `${folder}/settings.env`, template: "kustomize/settings.env", isOnce: true, view: { settings } }]),
  ];
}
