import { metadataOf, selectorOf } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { podTemplate } from "./pod.ts";
import type { PlatformValues, StorageValues, WorkloadValues } from "./values.ts";
import { isPerReplica } from "./volumes.ts";

/** Revisions that a rollout can go back to. */
const revisions = 3;

/** Seconds after which what a job left behind is removed. */
const keptAfterEnd = 600;

/** Seconds by which a scheduled job may start late. */
const mayStartLate = 300;

/** The Deployment, StatefulSet, Job or CronJob. */
export function controllerOf(name: string, workload: WorkloadValues, platform: PlatformValues): KubernetesObject {
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

/** A claim of a volume of the storage's size and kind. */
export function claimSpec({ shared, size, storageClass }: StorageValues): Fields {
  return {
    accessModes: [shared ? "ReadWriteMany" : "ReadWriteOnce"],
    resources: { requests: { storage: size } },
    storageClassName: storageClass,
  };
}
