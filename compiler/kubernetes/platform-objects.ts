import { type BuildContext, isService, type Runnable } from "./context.ts";
import { commonLabels, platformMetadata } from "./labels.ts";
import { namespaceNamed } from "./network-policy.ts";
import type { KubernetesObject, Labels } from "./object.ts";
import { podSecurityOf } from "./policy.ts";
import { tcp } from "./ports.ts";
import { priorityClasses } from "./priority.ts";
import { quotaOf } from "./quota.ts";
import { externalSecrets, secretsRead } from "./secrets.ts";
import { clusterWorkloads, settingsName, settingsRead } from "./settings.ts";

/** The labels that admit pods to a namespace under the strictest Pod Security Standard that all workloads comply with. */
export function podSecurityLabels({ environment }: Pick<BuildContext, "environment">): Labels {
  const level = podSecurityOf(clusterWorkloads(environment));
  const labels = ["audit", "enforce", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, "latest"],
  ]);
  return Object.fromEntries(labels);
}

/** The namespace, where it belongs to the platform. The base is in none. */
function namespaces(context: BuildContext): readonly KubernetesObject[] {
  const { scope } = context;
  if (!scope.ownsNamespace || scope.namespace === "") return [];
  const labels = { ...commonLabels(context), ...podSecurityLabels(context) };
  return [{ apiVersion: "v1", kind: "Namespace", metadata: { name: scope.namespace, labels } }];
}

/** The objects of the platform as a whole: the namespace, its limits, and what all workloads share. */
export function platformObjects(context: BuildContext): readonly KubernetesObject[] {
  const { environment, settings } = context;
  const workloads = clusterWorkloads(environment);
  const usesIssuer = settings.routing.kind === "ingress" && workloads.some(isExposed);
  const usesExternalSecrets = settings.secrets.provider === "external-secrets";
  return [
    ...namespaces(context),
    ...priorityClasses(context),
    denyPolicy(context),
    ...(usesIssuer ? [challengePolicy(context)] : []),
    ...(settings.hasQuota ? [quota(context), limitRange(context)] : []),
    ...(settingsRead(environment).length > 0
      ? [{ apiVersion: "v1", kind: "ConfigMap", metadata: platformMetadata(settingsName, context) }]
      : []),
    ...(usesExternalSecrets ? externalSecrets(secretsRead(workloads, context), context) : []),
  ];
}

function isExposed(workload: Runnable): boolean {
  return isService(workload) && workload.routes.length > 0;
}

/** Denies every call that no other policy allows: to all pods of the platform's namespace, or to those of a release. */
function denyPolicy(context: BuildContext): KubernetesObject {
  const { scope } = context;
  const ownPods = { matchLabels: { "app.kubernetes.io/instance": scope.instance } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: platformMetadata("default-deny", context),
    spec: { podSelector: scope.ownsNamespace ? {} : ownPods, policyTypes: ["Ingress", "Egress"] },
  };
}

/**
 * Before cert-manager obtains a certificate, a temporary pod answers a challenge that comes through the ingress
 * controller (https://cert-manager.io/docs/configuration/acme/http01/).
 */
function challengePolicy(context: BuildContext): KubernetesObject {
  const { scope, settings } = context;
  const router = String(scope.setting("ingressNamespace", settings.routing.namespace));
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: platformMetadata("acme-challenges", context),
    spec: {
      podSelector: { matchLabels: { "acme.cert-manager.io/http01-solver": "true" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [namespaceNamed(router)], ports: [tcp(8089)] }],
    },
  };
}

function quota(context: BuildContext): KubernetesObject {
  const metadata = platformMetadata("quota", context);
  return { apiVersion: "v1", kind: "ResourceQuota", metadata, spec: { hard: quotaOf(context) } };
}

/** Requests and limits of containers that set none, such as one for debugging. */
function limitRange(context: BuildContext): KubernetesObject {
  const limit = {
    type: "Container",
    defaultRequest: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "128Mi" },
    default: { cpu: "500m", memory: "256Mi", "ephemeral-storage": "512Mi" },
  };
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: platformMetadata("limits", context),
    spec: { limits: [limit] },
  };
}
