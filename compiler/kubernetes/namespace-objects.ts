import { commonLabels } from "./labels.ts";
import { namespaceOf, tcp } from "./network-policy.ts";
import type { KubernetesObject } from "./object.ts";
import { variableOf } from "./secrets.ts";
import type { PlatformValues, SecretsValues } from "./values.ts";

/** The labels of a namespace that say what its pods may do. */
export function podSecurityLabels({ podSecurity }: PlatformValues): Readonly<Record<string, string>> {
  const levels = ["audit", "enforce", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, podSecurity],
    [`pod-security.kubernetes.io/${mode}-version`, "latest"],
  ]);
  return Object.fromEntries(levels);
}

/** The namespace itself, with what its pods may do. */
export function namespaceObject(name: string, platform: PlatformValues): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...commonLabels(platform), ...podSecurityLabels(platform) } },
  };
}

/** The name of the class of a namespace's pods. Its value cannot change, so that another value is another class. */
export function priorityClassName(namespace: string, value: number): string {
  return `${namespace}-${value}`;
}

/** How much the pods of a namespace matter beside others. It belongs to the cluster. */
export function priorityClass(namespace: string, value: number, platform: PlatformValues): KubernetesObject {
  return {
    apiVersion: "scheduling.k8s.io/v1",
    description: `The pods of ${namespace}.`,
    kind: "PriorityClass",
    metadata: { name: priorityClassName(namespace, value), labels: commonLabels(platform) },
    value,
  };
}

/** What holds for the whole of a namespace: nothing may talk until a policy says so, and there is an end to everything. */
export function namespaceObjects(platform: PlatformValues): readonly KubernetesObject[] {
  const labels = commonLabels(platform);
  const { quota, secrets } = platform;
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "default-deny", labels },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    ...(usesIssuer(platform) ? [challengePolicy(platform)] : []),
    ...(quota === undefined
      ? []
      : [
          {
            apiVersion: "v1",
            kind: "ResourceQuota",
            metadata: { name: "quota", labels },
            spec: { hard: quota },
          },
          limitRange(labels),
        ]),
    ...(secrets.provider === "external-secrets" ? externalSecrets(secrets, labels) : []),
  ];
}

/** Whether cert-manager obtains certificates for addresses of the namespace. */
function usesIssuer({ routing, workloads }: PlatformValues): boolean {
  return routing.kind === "ingress" && Object.values(workloads).some(({ routes }) => routes !== undefined);
}

/**
 * Before cert-manager obtains a certificate, a pod of its own answers a question that comes by the ingress
 * (https://cert-manager.io/docs/configuration/acme/http01/).
 */
function challengePolicy(platform: PlatformValues): KubernetesObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "acme-challenges", labels: commonLabels(platform) },
    spec: {
      ingress: [{ from: [namespaceOf(platform.routing.namespace)], ports: [tcp(8089)] }],
      podSelector: { matchLabels: { "acme.cert-manager.io/http01-solver": "true" } },
      policyTypes: ["Ingress", "Egress"],
    },
  };
}

/** What a container has that says nothing of its own: a debugging one, say. */
function limitRange(labels: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "limits", labels },
    spec: {
      limits: [
        {
          default: { cpu: "500m", "ephemeral-storage": "512Mi", memory: "256Mi" },
          defaultRequest: { cpu: "100m", "ephemeral-storage": "128Mi", memory: "128Mi" },
          type: "Container",
        },
      ],
    },
  };
}

/** Secrets that the External Secrets operator makes (https://external-secrets.io/latest/api/externalsecret/). */
function externalSecrets(
  { names, store, path }: SecretsValues,
  labels: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  const key = (secret: string): string => (path === undefined ? secret : `${path}/${secret}`);
  return Object.entries(names).map(([name, { from, template }]) => ({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, labels },
    spec: {
      data: (from ?? [name]).map((secret) => ({
        remoteRef: { key: key(secret) },
        secretKey: from === undefined ? "value" : variableOf(secret),
      })),
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "ClusterSecretStore", name: store },
      target: {
        creationPolicy: "Owner",
        name,
        template: template === undefined ? undefined : { data: { value: template }, engineVersion: "v2" },
      },
    },
  }));
}
