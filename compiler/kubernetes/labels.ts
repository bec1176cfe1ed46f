import type { Service } from "../model/service.ts";
import { type BuildContext, isService, type Runnable } from "./context.ts";
import { furtherLabels } from "./identity.ts";
import { defined, type Labels, type Metadata } from "./object.ts";

// The recommended labels: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/

/** The labels of everything that belongs to the platform. */
export function commonLabels({ platform, scope }: BuildContext): Labels {
  return {
    "app.kubernetes.io/instance": scope.instance,
    "app.kubernetes.io/managed-by": "varai-gen",
    "app.kubernetes.io/part-of": platform.name,
    ...defined({ owner: platform.owner }),
  };
}

/** The labels of a workload's objects. */
export function labelsOf(workload: Runnable, context: BuildContext): Labels {
  const component = !isService(workload) ? "job" : workload.ports.length > 0 ? "service" : "worker";
  return {
    ...commonLabels(context),
    "app.kubernetes.io/component": component,
    "app.kubernetes.io/name": workload.name,
    ...furtherLabels(workload),
  };
}

/** The labels of a pod. The tool that manages the objects is not among them: pods would be replaced when it changes. */
export function podLabelsOf(workload: Runnable, context: BuildContext): Labels {
  const { "app.kubernetes.io/managed-by": _, ...labels } = labelsOf(workload, context);
  return labels;
}

/** The labels of a workload that never change, for templates that cannot be changed either. */
export function lastingLabels(name: string, context: BuildContext): Labels {
  return { ...selectorOf(name, context), "app.kubernetes.io/part-of": context.platform.name };
}

/** The labels that select the pods of a workload. They never change. */
export function selectorOf(name: string, { scope, environment }: BuildContext): Labels {
  const service = environment.services.find((candidate) => candidate.name === name);
  const existing = service ? furtherLabels(service) : {};
  return {
    "app.kubernetes.io/name": existing["app.kubernetes.io/name"] ?? name,
    "app.kubernetes.io/instance": existing["app.kubernetes.io/instance"] ?? scope.instance,
  };
}

/** The selector of the objects that a cluster may have already: it selects the pods that run there as well. */
export function lastingSelector({ name, existing }: Service, context: BuildContext): Labels {
  return existing?.selector ?? selectorOf(name, context);
}

/** Metadata of an object of the platform. */
export function platformMetadata(name: string, context: BuildContext): Metadata {
  return { ...placedAt(name, context), labels: commonLabels(context) };
}

/** Metadata of an object of a workload whose whole name is given. */
export function namedMetadata(workload: Runnable, name: string, context: BuildContext): Metadata {
  return { ...workloadMetadata(workload, context), name };
}

/** Metadata of an object of a workload. `name` is the workload's own unless another is given. */
export function workloadMetadata(workload: Runnable, context: BuildContext, name = workload.name): Metadata {
  return { ...placedAt(name, context), labels: labelsOf(workload, context) };
}

function placedAt(name: string, { scope }: BuildContext): Metadata {
  return { name: scope.prefix + name, ...(scope.namesNamespace && { namespace: scope.namespace }) };
}
