import type { Service } from "../model/service.ts";
import type { BuildContext } from "./context.ts";
import { controllerKind } from "./context.ts";
import { controllerName } from "./identity.ts";
import { workloadMetadata } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";

/** The CPU utilization, in percent of the request, that a service scales on unless the specification sets another. */
const defaultUtilization = 80;

/** Whether a HorizontalPodAutoscaler decides how many replicas run. */
export function autoscales({ scale }: Service): boolean {
  return scale.max > scale.min;
}

/** The replicas of a service, or the least that its autoscaler keeps. Kubernetes cannot scale to none. */
export function replicasOf({ scale }: Service): number {
  return Math.max(1, scale.min);
}

/** The HorizontalPodAutoscaler of a service; none for one with a fixed number of replicas. */
export function autoscalersOf(service: Service, context: BuildContext): readonly KubernetesObject[] {
  if (!autoscales(service)) return [];
  const { max, cpu, memory } = service.scale;
  const isDefault = cpu === undefined && memory === undefined;
  const spec = {
    scaleTargetRef: {
      apiVersion: "apps/v1",
      kind: controllerKind(service),
      name: controllerName(service, context),
    },
    minReplicas: replicasOf(service),
    maxReplicas: max,
    metrics: [...metric("cpu", isDefault ? defaultUtilization : cpu), ...metric("memory", memory)],
  };
  const metadata = workloadMetadata(service, context);
  return [{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata, spec }];
}

function metric(name: string, averageUtilization: number | undefined): readonly Fields[] {
  if (averageUtilization === undefined) return [];
  return [{ type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } }];
}
