import { commonLabels } from "./labels.ts";
import type { KubernetesObject } from "./object.ts";
import { variableOf } from "./secrets.ts";
import type { PlatformValues, SecretsValues } from "./values.ts";

/** The namespace itself, with what its pods may do. */
export function namespaceObject(name: string, platform: PlatformValues): KubernetesObject {
  const modes = ["audit", "enforce", "warn"];
  const levels = modes.flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, platform.podSecurity],
    [`pod-security.kubernetes.io/${mode}-version`, "latest"],
  ]);
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...commonLabels(platform), ...Object.fromEntries(levels) } },
  };
}

/** How much the pods of a namespace matter beside others. It belongs to the cluster and is named as the namespace. */
export function priorityClass(name: string, value: number, platform: PlatformValues): KubernetesObject {
  return {
    apiVersion: "scheduling.k8s.io/v1",
    description: `The pods of ${name}.`,
    kind: "PriorityClass",
    metadata: { name, labels: commonLabels(platform) },
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
