import { claimSpec, controllerOf } from "./controllers.ts";
import { metadataOf, selectorOf } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { routeObjects } from "./routes.ts";
import type { PlatformValues, WorkloadValues } from "./values.ts";
import { automountsToken, claimName, isPerReplica } from "./volumes.ts";

/** Everything that a workload is in a cluster, by kind. Its files are a ConfigMap, which the targets make. */
export function workloadObjects(
  name: string,
  workload: WorkloadValues,
  platform: PlatformValues,
): readonly KubernetesObject[] {
  const metadata = metadataOf(name, workload, platform);
  const object = (apiVersion: string, kind: string, fields: Fields): KubernetesObject => ({
    apiVersion,
    kind,
    metadata,
    ...fields,
  });
  const { rules, autoscaling, ports, job } = workload;
  return [
    object("v1", "ServiceAccount", { automountServiceAccountToken: automountsToken(workload, platform) }),
    ...(rules === undefined ? [] : accessObjects(name, rules, object)),
    ...claims(name, workload, platform),
    controllerOf(name, workload, platform),
    ...(ports === undefined ? [] : [serviceOf(name, workload, ports, object)]),
    ...(autoscaling === undefined
      ? []
      : [object("autoscaling/v2", "HorizontalPodAutoscaler", autoscalerOf(name, workload.kind, autoscaling))]),
    ...(job === undefined ? [object("policy/v1", "PodDisruptionBudget", budgetOf(name))] : []),
    object("networking.k8s.io/v1", "NetworkPolicy", {
      spec: {
        ...workload.networkPolicy,
        podSelector: { matchLabels: selectorOf(name) },
        policyTypes: ["Ingress", "Egress"],
      },
    }),
    ...routeObjects(name, workload, platform),
    ...(workload.metrics !== undefined && platform.monitoring.operator
      ? [object("monitoring.coreos.com/v1", "ServiceMonitor", monitorOf(name, workload.metrics))]
      : []),
  ];
}

type MakeObject = (apiVersion: string, kind: string, fields: Fields) => KubernetesObject;

function accessObjects(name: string, rules: readonly Fields[], object: MakeObject): readonly KubernetesObject[] {
  return [
    object("rbac.authorization.k8s.io/v1", "Role", { rules }),
    object("rbac.authorization.k8s.io/v1", "RoleBinding", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name }],
    }),
  ];
}

function claims(name: string, workload: WorkloadValues, platform: PlatformValues): readonly KubernetesObject[] {
  return Object.entries(workload.storage ?? {})
    .filter(([, storage]) => !isPerReplica(workload, storage))
    .map(([storageName, storage]) => {
      const metadata = { ...metadataOf(name, workload, platform), name: claimName(name, storageName) };
      return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: claimSpec(storage) };
    });
}

/** The name of a StatefulSet leads to its pods themselves; that of a Deployment to any of them. */
function serviceOf(
  name: string,
  { kind }: WorkloadValues,
  ports: NonNullable<WorkloadValues["ports"]>,
  object: MakeObject,
): KubernetesObject {
  return object("v1", "Service", {
    spec: {
      clusterIP: kind === "StatefulSet" ? "None" : undefined,
      ports: Object.entries(ports).map(([port, { port: number, protocol, appProtocol }]) => ({
        appProtocol,
        name: port,
        port: number,
        protocol,
        targetPort: port,
      })),
      selector: selectorOf(name),
      type: "ClusterIP",
    },
  });
}

function autoscalerOf(name: string, kind: string, scale: NonNullable<WorkloadValues["autoscaling"]>): Fields {
  const { minReplicas, maxReplicas, cpu, memory } = scale;
  const metric = (resource: string, load: number | undefined): readonly Fields[] =>
    load === undefined
      ? []
      : [{ resource: { name: resource, target: { averageUtilization: load, type: "Utilization" } }, type: "Resource" }];
  return {
    spec: {
      maxReplicas,
      metrics: [...metric("cpu", cpu), ...metric("memory", memory)],
      minReplicas,
      scaleTargetRef: { apiVersion: "apps/v1", kind, name },
    },
  };
}

function budgetOf(name: string): Fields {
  return {
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selectorOf(name) },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

function monitorOf(name: string, { path, port, scheme }: NonNullable<WorkloadValues["metrics"]>): Fields {
  return { spec: { endpoints: [{ path, port, scheme }], selector: { matchLabels: selectorOf(name) } } };
}
