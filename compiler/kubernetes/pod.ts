import { type BuildContext, controllerKind, isService, type Runnable } from "./context.ts";
import { imageOf } from "./images.ts";
import { podLabelsOf, selectorOf } from "./labels.ts";
import type { Fields } from "./object.ts";
import { containerSecurity, exceptionAnnotations, podSecurity } from "./policy.ts";
import { containerPorts } from "./ports.ts";
import { priorityClassName } from "./priority.ts";
import { probesOf } from "./probes.ts";
import { amountsOf, quantitiesOf } from "./quantities.ts";
import { escapeReferences } from "./text.ts";
import { variablesOf } from "./variables.ts";
import { hasVaultAgent, vaultAnnotations } from "./vault.ts";
import { automountsToken, type Volumes } from "./volumes.ts";

/** Seconds in which load balancers notice that a pod is terminating, before its process gets the stop signal. */
const drainSeconds = 5;

/** Seconds in which a job may stop. */
const jobGraceSeconds = 30;

/** The template of a workload's pods. */
export function podTemplate(workload: Runnable, volumes: Volumes, context: BuildContext): Fields {
  const annotations = podAnnotations(workload, context);
  return {
    metadata: {
      labels: podLabelsOf(workload, context),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: podSpec(workload, volumes, context),
  };
}

/** Exceptions with their reasons, what Prometheus scrapes, what Vault injects. */
function podAnnotations(workload: Runnable, context: BuildContext): Readonly<Record<string, string>> {
  const metrics = isService(workload) && !context.settings.monitoring.operator ? workload.metrics : undefined;
  return {
    ...exceptionAnnotations(workload),
    ...(metrics && {
      "prometheus.io/path": metrics.path,
      "prometheus.io/port": String(metrics.port.number),
      "prometheus.io/scheme": metrics.port.protocol === "https" ? "https" : "http",
      "prometheus.io/scrape": "true",
    }),
    ...vaultAnnotations(workload, context),
  };
}

function podSpec(workload: Runnable, { volumes, mounts }: Volumes, context: BuildContext): Fields {
  const { usesHostNetwork, usesHostProcesses } = workload.hardening;
  return {
    serviceAccountName: context.scope.prefix + workload.name,
    automountServiceAccountToken: automountsToken(workload, context),
    ...(context.settings.pullSecrets.length > 0 && {
      imagePullSecrets: context.settings.pullSecrets.map((name) => ({ name })),
    }),
    priorityClassName: priorityClassName(context),
    enableServiceLinks: false,
    ...(usesHostNetwork && { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" }),
    ...(usesHostProcesses && { hostPID: true }),
    ...(isService(workload) ? placement(workload, context) : { restartPolicy: "Never" }),
    terminationGracePeriodSeconds: isService(workload)
      ? workload.stop.grace + (drainOf(workload) ?? 0)
      : jobGraceSeconds,
    securityContext: podSecurity(workload, context.settings),
    ...(!isService(workload) &&
      workload.preparation && {
        initContainers: [containerOf({ ...workload, ...workload.preparation }, mounts, context)],
      }),
    containers: [containerOf(workload, mounts, context)],
    volumes,
  };
}

/** Replicas prefer different nodes, so that a failing node takes down one of them, and are spread over zones. */
function placement({ name }: Runnable, context: BuildContext): Fields {
  const labelSelector = { matchLabels: selectorOf(name, context) };
  const podAffinityTerm = { topologyKey: "kubernetes.io/hostname", labelSelector };
  return {
    affinity: {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway", labelSelector },
    ],
  };
}

function containerOf(workload: Runnable, mounts: readonly Fields[], context: BuildContext): Fields {
  const { entrypoint, command } = workload;
  const env = variablesOf(workload, context);
  const { requests, limits } = amountsOf(workload);
  const service = isService(workload) ? workload : undefined;
  const drain = service && drainOf(service);
  return {
    name: workload.name,
    image: imageOf(workload, context.platform),
    imagePullPolicy: "Always",
    ...(entrypoint.length > 0 && { command: entrypoint.map(escapeReferences) }),
    ...(command.length > 0 && { args: command.map(escapeReferences) }),
    ...(service && service.ports.length > 0 && { ports: containerPorts(service) }),
    ...(env.length > 0 && { env }),
    resources: { requests: quantitiesOf(requests), limits: quantitiesOf(limits) },
    ...(service && probesOf(service, context)),
    ...(drain !== undefined && { lifecycle: { preStop: { sleep: { seconds: drain } } } }),
    securityContext: containerSecurity(workload, context.settings, hasVaultAgent(workload, context)),
    volumeMounts: mounts,
  };
}

/** A StatefulSet replaces its pods one after the other, with or without load balancers. */
function drainOf(service: Runnable): number | undefined {
  const isBalanced = isService(service) && service.ports.length > 0 && controllerKind(service) === "Deployment";
  return isBalanced ? drainSeconds : undefined;
}
