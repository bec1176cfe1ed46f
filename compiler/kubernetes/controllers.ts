import type { Job, Service } from "../model/service.ts";
import { autoscales, replicasOf } from "./autoscaling.ts";
import { type BuildContext, controllerKind, isService, type Runnable } from "./context.ts";
import { controllerName, serviceName } from "./identity.ts";
import { lastingLabels, lastingSelector, namedMetadata } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { podTemplate } from "./pod.ts";
import { claimTemplates, type Volumes } from "./volumes.ts";

/** Revisions that a rollout can return to. */
const revisions = 3;

/**
 * The template of a Job cannot be changed, so tools of GitOps replace the Job: Argo CD, which runs it in every sync
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/), and Flux
 * (https://fluxcd.io/flux/components/kustomize/kustomizations/#force). A Job stays when it has ended: where it is
 * missing, they would run it again.
 */
const replacement = {
  "argocd.argoproj.io/hook": "Sync",
  "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
  "kustomize.toolkit.fluxcd.io/force": "enabled",
};

/** Seconds by which a CronJob may start late. */
const mayStartLate = 300;

/** The Deployment, StatefulSet, Job or CronJob of a workload. */
export function controllerOf(workload: Runnable, volumes: Volumes, context: BuildContext): KubernetesObject {
  const kind = controllerKind(workload);
  const annotations = {
    ...(kind === "Job" && replacement),
    "kubernetes.io/description": workload.description,
  };
  const metadata = { ...namedMetadata(workload, controllerName(workload, context), context), annotations };
  const template = podTemplate(workload, volumes, context);
  const apiVersion = isService(workload) ? "apps/v1" : "batch/v1";
  const spec = isService(workload) ? serviceSpec(workload, template, context) : jobSpec(workload, template, context);
  return { apiVersion, kind, metadata, spec };
}

function serviceSpec(service: Service, template: Fields, context: BuildContext): Fields {
  const common = {
    ...(!autoscales(service) && { replicas: replicasOf(service) }),
    revisionHistoryLimit: revisions,
    selector: { matchLabels: lastingSelector(service, context) },
    template,
  };
  if (controllerKind(service) === "StatefulSet") {
    return {
      ...common,
      serviceName: serviceName(service, context),
      volumeClaimTemplates: claimTemplates(service, context),
    };
  }
  const isRecreated = service.update.strategy === "recreate";
  const rolling = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  return { ...common, strategy: isRecreated ? { type: "Recreate" } : rolling };
}

function jobSpec(job: Job, template: Fields, context: BuildContext): Fields {
  const spec = { backoffLimit: job.retries, activeDeadlineSeconds: job.timeout, template };
  if (job.schedule === undefined) return spec;
  return {
    schedule: job.schedule,
    timeZone: "Etc/UTC",
    concurrencyPolicy: ({ forbid: "Forbid", replace: "Replace", allow: "Allow" } as const)[job.concurrency],
    startingDeadlineSeconds: mayStartLate,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: { metadata: { labels: lastingLabels(job.name, context) }, spec },
  };
}
