import type { Cluster } from "../../kubernetes/context.ts";
import type { Fields, KubernetesObject } from "../../kubernetes/object.ts";
import { priorityClassName } from "../../kubernetes/priority.ts";
import type { PatchFile } from "./tree-file.ts";

/** The kinds with pods, by where the specification of their pods is. */
const places = [
  { file: "pod-priority.yaml", kinds: ["Deployment", "StatefulSet", "Job"], spec: "/spec" },
  { file: "cronjob-pod-priority.yaml", kinds: ["CronJob"], spec: "/spec/jobTemplate/spec" },
];

/** The priority of an environment's pods: one patch for all of them, whatever workloads there are. */
export function priorityPatches(cluster: Cluster): readonly PatchFile[] {
  const value = priorityClassName(cluster);
  if (value === undefined) return [];
  const present = new Set(cluster.objects.map(({ object }) => object.kind));
  return places.flatMap(({ file, kinds, spec }) => {
    const kind = kinds.filter((candidate) => present.has(candidate)).join("|");
    const operation = { op: "add", path: `${spec}/template/spec/priorityClassName`, value };
    return kind === "" ? [] : [{ path: file, object: [operation], target: { kind } }];
  });
}

/** The object without the priority of its pods, which one patch sets for all. */
export function withoutPriority(object: KubernetesObject): KubernetesObject {
  const strip = (spec: Fields): Fields => {
    if (spec.jobTemplate) {
      const jobTemplate = spec.jobTemplate as Fields;
      return { ...spec, jobTemplate: { ...jobTemplate, spec: strip(jobTemplate.spec as Fields) } };
    }
    const template = spec.template as Fields;
    return {
      ...spec,
      template: { ...template, spec: { ...(template.spec as Fields), priorityClassName: undefined } },
    };
  };
  const hasPods = places.some(({ kinds }) => kinds.includes(object.kind));
  return hasPods ? { ...object, spec: strip(object.spec as Fields) } : object;
}
