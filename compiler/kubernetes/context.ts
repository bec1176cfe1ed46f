import type { Environment, Platform } from "../model/platform.ts";
import type { Job, Service } from "../model/service.ts";
import type { OwnedObject } from "./object.ts";
import type { Scope } from "./scope.ts";
import type { ClusterSettings } from "./settings.ts";

/** What the objects of an environment are built from. */
export interface BuildContext {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly settings: ClusterSettings;
  readonly scope: Scope;
}

/** A service or a job. */
export type Runnable = Service | Job;

/** Whether a workload keeps running. */
export function isService(workload: Runnable): workload is Service {
  return "ports" in workload;
}

/** The kind of object that runs a workload. A service whose replicas each keep separate data is a StatefulSet. */
export function controllerKind(workload: Runnable): "Deployment" | "StatefulSet" | "Job" | "CronJob" {
  if (!isService(workload)) return workload.schedule === undefined ? "Job" : "CronJob";
  return workload.storage.some(({ shared }) => !shared) ? "StatefulSet" : "Deployment";
}

/** An environment that is deployed to Kubernetes, or the base that all of them share. */
export interface Cluster extends BuildContext {
  /** Every object, those of the platform first, then by workload. */
  readonly objects: readonly OwnedObject[];
  /** The same without the overrides of the specification. */
  readonly unchanged: readonly OwnedObject[];
}
