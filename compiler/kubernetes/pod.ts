import { podLabelsOf, selectorOf } from "./labels.ts";
import type { Fields } from "./object.ts";
import { containerPolicy, podPolicy } from "./policy.ts";
import { settingsName } from "./settings.ts";
import type { PlatformValues, WorkloadValues } from "./values.ts";
import { ordered } from "./variables.ts";
import { automountsToken, mountsOf, volumesOf } from "./volumes.ts";

/** The tag of what is built here until somebody says which version is to run. No release has it. */
export const releasePlaceholder = "0.0.0";

/** The template of a workload's pods. */
export function podTemplate(name: string, workload: WorkloadValues, platform: PlatformValues): Fields {
  return {
    metadata: { annotations: workload.podAnnotations, labels: podLabelsOf(name, workload, platform) },
    spec: podSpec(name, workload, platform),
  };
}

function podSpec(name: string, workload: WorkloadValues, platform: PlatformValues): Fields {
  const runsForever = workload.job === undefined;
  return {
    affinity: runsForever ? apart(name) : undefined,
    automountServiceAccountToken: automountsToken(workload, platform),
    containers: [containerOf(name, workload, platform)],
    dnsPolicy: workload.hostNetwork ? "ClusterFirstWithHostNet" : undefined,
    enableServiceLinks: false,
    hostNetwork: workload.hostNetwork,
    hostPID: workload.hostPID,
    restartPolicy: runsForever ? undefined : "Never",
    securityContext: { ...podPolicy, ...workload.podSecurityContext },
    serviceAccountName: name,
    terminationGracePeriodSeconds: workload.terminationGracePeriod,
    topologySpreadConstraints: runsForever ? spread(name) : undefined,
    volumes: volumesOf(name, workload, platform),
  };
}

function containerOf(name: string, workload: WorkloadValues, platform: PlatformValues): Fields {
  const { command, args, env, ports, drain, resources, startupProbe, readinessProbe, livenessProbe } = workload;
  return {
    args,
    command,
    env: env && ordered(env).map(([variable, value]) => ({ name: variable, ...sourceOf(value) })),
    image: imageOf(workload),
    imagePullPolicy: "Always",
    lifecycle: drain === undefined ? undefined : { preStop: { sleep: { seconds: drain } } },
    livenessProbe,
    name,
    ports:
      ports &&
      Object.entries(ports).map(([port, { port: number, protocol }]) => ({
        containerPort: number,
        name: port,
        protocol,
      })),
    readinessProbe,
    resources,
    securityContext: { ...containerPolicy, ...workload.securityContext },
    startupProbe,
    volumeMounts: mountsOf(workload, platform),
  };
}

/** `repository:tag@digest`. What is built here has the tag that whoever deploys sets. */
function imageOf({ image: { repository, tag, digest } }: WorkloadValues): string {
  const named = `${repository}:${tag === "" ? releasePlaceholder : tag}`;
  return digest === undefined ? named : `${named}@${digest}`;
}

function sourceOf(value: NonNullable<WorkloadValues["env"]>[string]): Fields {
  if (typeof value === "string") return { value };
  if ("setting" in value) return { valueFrom: { configMapKeyRef: { key: value.setting, name: settingsName } } };
  return { valueFrom: { secretKeyRef: { key: "value", name: value.secret } } };
}

/** Replicas prefer different nodes, so that one that fails takes one of them along. */
function apart(name: string): Fields {
  const term = { labelSelector: { matchLabels: selectorOf(name) }, topologyKey: "kubernetes.io/hostname" };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: term, weight: 100 }] },
  };
}

/** Replicas are spread over zones. */
function spread(name: string): readonly Fields[] {
  return [
    {
      labelSelector: { matchLabels: selectorOf(name) },
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
    },
  ];
}
