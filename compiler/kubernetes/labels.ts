import { selectorLabel } from "./network-policy.ts";
import { defined, type Metadata } from "./object.ts";
import type { PlatformValues, WorkloadValues } from "./values.ts";

/** Labels by which pods are selected. They never change in the life of a workload. */
export function selectorOf(name: string): Readonly<Record<string, string>> {
  return { [selectorLabel]: name };
}

/** The recommended labels (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
export function labelsOf(
  name: string,
  workload: Pick<WorkloadValues, "component">,
  platform: PlatformValues,
): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/component": workload.component,
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/name": name,
    ...commonLabels(platform),
  };
}

/** The labels of a pod: those of its workload, but for what would replace all pods when nothing of theirs changes. */
export function podLabelsOf(
  name: string,
  workload: Pick<WorkloadValues, "component">,
  platform: PlatformValues,
): Readonly<Record<string, string>> {
  const { "app.kubernetes.io/managed-by": _, ...labels } = labelsOf(name, workload, platform);
  return labels;
}

/** The labels of what belongs to the platform as a whole. */
export function commonLabels({ platform, owner }: PlatformValues): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/managed-by": "varai-gen",
    "app.kubernetes.io/part-of": platform,
    ...defined({ owner }),
  };
}

/** Metadata of an object of a workload. */
export function metadataOf(
  name: string,
  workload: WorkloadValues,
  platform: PlatformValues,
  annotations?: Readonly<Record<string, string>>,
): Metadata {
  const labels = labelsOf(name, workload, platform);
  return annotations === undefined ? { name, labels } : { name, labels, annotations };
}
