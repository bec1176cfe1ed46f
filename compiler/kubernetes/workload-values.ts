import type { Environment, Platform } from "../model/platform.ts";
import type { Health, Job, Service } from "../model/service.ts";
import type { Origin } from "../model/workload.ts";
import { podAnnotations } from "./annotations.ts";
import { networkPolicyOf } from "./network-policy.ts";
import { defined } from "./object.ts";
import { policyValues } from "./policy.ts";
import { portValues } from "./ports.ts";
import { probesOf } from "./probes.ts";
import { resourcesOf } from "./quantities.ts";
import { escapeReferences } from "./text.ts";
import type { AutoscalingValues, PlatformValues, WorkloadValues } from "./values.ts";
import { environmentValues } from "./variables.ts";
import { hasVaultAgent } from "./vault.ts";
import { volumeValues } from "./volumes.ts";

/** What workloads are described with. */
export interface WorkloadContext {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly storageClass: string | undefined;
  readonly surroundings: Pick<PlatformValues, "routing" | "secrets" | "monitoring">;
}

/** Seconds in which a store of data is given time to come up. One that is up sooner is asked no more. */
const recoverySeconds = 600;

/** Seconds in which load balancers learn that a pod is leaving, before it is asked to. */
const drainSeconds = 5;

/** A service, as a Deployment, or as a StatefulSet where each replica has data of its own. */
export function serviceValues(service: Service, context: WorkloadContext): WorkloadValues {
  const { access, metrics, scale } = service;
  const hasOwnData = service.storage.some((storage) => !storage.shared);
  const kind = hasOwnData ? "StatefulSet" : "Deployment";
  const drain = kind === "Deployment" && service.ports.length > 0 ? drainSeconds : undefined;
  const autoscaling = autoscalingOf(service);
  const asked = healthOf(service, context);
  const health = asked && kind === "StatefulSet" && service.origin.kind === "engine" ? withPatience(asked) : asked;
  const values: Partial<WorkloadValues> = {
    ...(autoscaling ? { autoscaling } : { replicas: Math.max(1, scale.min) }),
    ...(kind === "Deployment" && {
      strategy: service.update.strategy === "recreate" ? "Recreate" : "RollingUpdate",
    }),
    ...(service.ports.length > 0 && { ports: portValues(service.ports) }),
    ...(service.expose.length > 0 && {
      routes: service.expose.map(({ host, path, port }) => ({ host, path, port: port.name })),
    }),
    ...(access?.cluster && {
      rules: access.cluster.map(({ groups, resources, verbs, names }) => ({
        ...defined({ resourceNames: names }),
        apiGroups: groups,
        resources,
        verbs,
      })),
    }),
    ...(metrics && {
      metrics: {
        path: metrics.path,
        port: metrics.port.name,
        scheme: metrics.port.protocol === "https" ? "https" : "http",
      },
    }),
    ...(drain !== undefined && { drain }),
    ...(health && probesOf(health, service.ports)),
  };
  return {
    ...commonValues(service, context),
    ...values,
    kind,
    component: service.ports.length > 0 ? "service" : "worker",
    terminationGracePeriod: service.stop.grace + (drain ?? 0),
  };
}

/** The images of production run in every cluster, so that a static site is never served by what develops it. */
function healthOf({ name, health, origin }: Service, { platform }: WorkloadContext): Service["health"] {
  const isSite = origin.kind === "built" && origin.build.site !== undefined;
  return (isSite && platform.base.services.find((service) => service.name === name)?.health) || health;
}

/** A database that comes up after a crash reads what it had not written yet, and must not be restarted for that. */
function withPatience(health: Health): Health {
  const { interval, retries } = health.start;
  return { ...health, start: { ...health.start, retries: Math.max(retries, Math.ceil(recoverySeconds / interval)) } };
}

/** A job, as a CronJob where it has a schedule. */
export function jobValues(job: Job, context: WorkloadContext): WorkloadValues {
  const concurrency = ({ forbid: "Forbid", replace: "Replace", allow: "Allow" } as const)[job.concurrency];
  return {
    ...commonValues(job, context),
    kind: job.schedule === undefined ? "Job" : "CronJob",
    component: "job",
    terminationGracePeriod: 30,
    job: {
      ...(job.schedule !== undefined && { schedule: job.schedule, concurrency }),
      retries: job.retries,
      timeout: job.timeout,
    },
  };
}

type CommonValues = Omit<WorkloadValues, "kind" | "component" | "terminationGracePeriod">;

function commonValues(workload: Service | Job, context: WorkloadContext): CommonValues {
  const { environment, platform, surroundings } = context;
  const temporary = workload.temporary.reduce((sum, { size }) => sum + size, 0);
  const env = environmentValues(workload, environment);
  const annotations = podAnnotations(workload, platform.name, surroundings);
  const hasAgent = hasVaultAgent(workload, surroundings.secrets);
  const needsToken = ("access" in workload && workload.access?.cluster !== undefined) || hasAgent;
  return {
    description: workload.description,
    image: imageValues(workload, platform),
    ...(workload.entrypoint.length > 0 && { command: workload.entrypoint.map(escapeReferences) }),
    ...(workload.command.length > 0 && { args: workload.command.map(escapeReferences) }),
    ...(Object.keys(env).length > 0 && { env }),
    ...(needsToken && { serviceAccountToken: true }),
    ...(Object.keys(annotations).length > 0 && { podAnnotations: annotations }),
    ...policyValues(workload, hasAgent),
    ...volumeValues(workload, context),
    resources: resourcesOf(workload.resources, temporary),
    networkPolicy: networkPolicyOf(workload, environment, surroundings),
  };
}

/** `registry:5000/name:tag@digest` taken apart. What is built here has the tag of the release; no tag means `latest`. */
function imageValues(
  { image, origin }: { image: string; origin: Origin },
  platform: Platform,
): WorkloadValues["image"] {
  if (origin.kind === "built") return { repository: image, tag: "" };
  const [named = "", written] = image.split("@");
  const [, repository = named, tag = "latest"] = /^(.*?)(?::([^:/]+))?$/.exec(named) ?? [];
  const digest = written ?? platform.digests.get(image);
  return { repository, tag, ...(digest !== undefined && { digest }) };
}

function autoscalingOf({ scale }: Service): AutoscalingValues | undefined {
  if (scale.max <= scale.min) return undefined;
  const { cpu, memory } = scale;
  const loads = cpu === undefined && memory === undefined ? { cpu: 80 } : defined({ cpu, memory });
  return { minReplicas: Math.max(1, scale.min), maxReplicas: scale.max, ...loads };
}
