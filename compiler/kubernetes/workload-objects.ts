import { metadataOf, selectorOf } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { podTemplate } from "./pod.ts";
import { routeObjects } from "./routes.ts";
import type { PlatformValues, StorageValues, WorkloadValues } from "./values.ts";
import { claimName, isPerReplica } from "./volumes.ts";

/** Revisions that a rollout can go back to. */
const revisions = 3;

/** Seconds after which what a job left behind is removed. */
const keptAfterEnd = 600;

/** Seconds by which a scheduled job may start late. */
const mayStartLate = 300;

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
    object("v1", "ServiceAccount", { automountServiceAccountToken: workload.serviceAccountToken ?? false }),
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

function claimSpec({ shared, size, storageClass }: StorageValues): Fields {
  return {
    accessModes: [shared ? "ReadWriteMany" : "ReadWriteOnce"],
    resources: { requests: { storage: size } },
    storageClassName: storageClass,
  };
}

/** The Deployment, StatefulSet, Job or CronJob. */
function controllerOf(name: string, workload: WorkloadValues, platform: PlatformValues): KubernetesObject {
  const { kind, description } = workload;
  const metadata = metadataOf(name, workload, platform, { "kubernetes.io/description": description });
  const template = podTemplate(name, workload, platform);
  switch (kind) {
    case "Deployment":
      return { apiVersion: "apps/v1", kind, metadata, spec: deploymentSpec(name, workload, template) };
    case "StatefulSet":
      return { apiVersion: "apps/v1", kind, metadata, spec: statefulSetSpec(name, workload, template) };
    case "Job": {
      const spec = { ...jobSpec(workload, template), ttlSecondsAfterFinished: keptAfterEnd };
      return { apiVersion: "batch/v1", kind, metadata, spec };
    }
    case "CronJob":
      return { apiVersion: "batch/v1", kind, metadata, spec: cronJobSpec(workload, template) };
  }
}

function deploymentSpec(name: string, { replicas, strategy }: WorkloadValues, template: Fields): Fields {
  return {
    replicas,
    revisionHistoryLimit: revisions,
    selector: { matchLabels: selectorOf(name) },
    strategy:
      strategy === "Recreate"
        ? { type: "Recreate" }
        : { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: "RollingUpdate" },
    template,
  };
}

function statefulSetSpec(name: string, workload: WorkloadValues, template: Fields): Fields {
  const volumes = Object.entries(workload.storage ?? {}).filter(([, storage]) => isPerReplica(workload, storage));
  return {
    replicas: workload.replicas,
    revisionHistoryLimit: revisions,
    selector: { matchLabels: selectorOf(name) },
    serviceName: name,
    template,
    volumeClaimTemplates: volumes.map(([storageName, storage]) => ({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: storageName },
      spec: claimSpec(storage),
    })),
  };
}

function jobSpec({ job }: WorkloadValues, template: Fields): Fields {
  return { activeDeadlineSeconds: job?.timeout, backoffLimit: job?.retries, template };
}

function cronJobSpec(workload: WorkloadValues, template: Fields): Fields {
  return {
    concurrencyPolicy: workload.job?.concurrency,
    failedJobsHistoryLimit: 3,
    jobTemplate: { spec: jobSpec(workload, template) },
    schedule: workload.job?.schedule,
    startingDeadlineSeconds: mayStartLate,
    successfulJobsHistoryLimit: 1,
    timeZone: "Etc/UTC",
  };
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
