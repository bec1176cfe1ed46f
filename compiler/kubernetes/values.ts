import type { Fields } from "./object.ts";

/**
 * An environment in the words of Kubernetes. The values of the Helm chart have this very shape; the objects of the
 * Kustomize tree are made of it.
 */
export interface PlatformValues {
  readonly platform: string;
  readonly owner?: string;
  /** How much a pod of the namespace may do (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
  readonly podSecurity: "restricted" | "baseline" | "privileged";
  /** The names of settings that whoever deploys supplies, in the ConfigMap `settings`. */
  readonly settings: readonly string[];
  readonly secrets: SecretsValues;
  readonly routing: RoutingValues;
  readonly monitoring: MonitoringValues;
  /** What the namespace as a whole may use; missing: as much as it likes. */
  readonly quota?: Readonly<Record<string, string>>;
  /** The value of a PriorityClass for all pods; missing: there is none. */
  readonly priority?: number;
  /** By name. */
  readonly workloads: Readonly<Record<string, WorkloadValues>>;
}

/** Where the values of Secrets come from. Every secret is a Secret of its own, with the key `value`. */
export interface SecretsValues {
  readonly provider: "existing" | "external-secrets" | "vault" | "sealed-secrets";
  /** The ClusterSecretStore, for external-secrets. */
  readonly store?: string;
  /** The path below which they lie in the store. */
  readonly path?: string;
  /** What each consists of, by name. */
  readonly names: Readonly<Record<string, SecretValues>>;
}

/** A secret. One that is composed of others names them, and has their composition as a Go template. */
export interface SecretValues {
  readonly description?: string;
  readonly from?: readonly string[];
  readonly template?: string;
}

/** Who reads metrics. */
export interface MonitoringValues {
  readonly namespace: string;
  /** Whether the Prometheus operator finds what to scrape by ServiceMonitors. */
  readonly operator: boolean;
}

/** How exposed workloads are reached. */
export interface RoutingValues {
  readonly kind: "ingress" | "gateway";
  readonly class: string;
  /** The namespace of what routes, from which requests come. */
  readonly namespace: string;
  /** The gateway, and the namespace that it is in. */
  readonly gateway?: string;
  readonly gatewayNamespace?: string;
  /** The ClusterIssuer of cert-manager. */
  readonly issuer: string;
}

/** A variable: as it is, or taken from the settings or from a secret. */
export type VariableValues = string | { readonly setting: string } | { readonly secret: string };

/** Something that runs. */
export interface WorkloadValues {
  readonly kind: "Deployment" | "StatefulSet" | "Job" | "CronJob";
  readonly component: string;
  readonly description: string;
  /** An empty tag is that of the release. */
  readonly image: { readonly repository: string; readonly tag: string; readonly digest?: string };
  /** Missing where an autoscaler decides, and for jobs. */
  readonly replicas?: number;
  readonly autoscaling?: AutoscalingValues;
  readonly strategy?: "RollingUpdate" | "Recreate";
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, VariableValues>>;
  readonly ports?: Readonly<Record<string, PortValues>>;
  readonly startupProbe?: Fields;
  readonly readinessProbe?: Fields;
  readonly livenessProbe?: Fields;
  readonly resources: Fields;
  /** Where it differs from the policy for pods, and from that for containers. */
  readonly podSecurityContext?: Fields;
  readonly securityContext?: Fields;
  readonly hostNetwork?: true;
  readonly hostPID?: true;
  /** Whether its pods get a token for the API server. */
  readonly serviceAccountToken?: true;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Rules of a Role in the namespace. */
  readonly rules?: readonly Fields[];
  /** Secrets that are files below /run/secrets. */
  readonly secrets?: readonly string[];
  /** Secrets that are files elsewhere, by path. */
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** Files by their key in a ConfigMap. */
  readonly files?: Readonly<Record<string, { readonly path: string; readonly content: string }>>;
  readonly storage?: Readonly<Record<string, StorageValues>>;
  /** Writable directories that are empty at every start, by the name of their volume. */
  readonly temporary: Readonly<Record<string, { readonly path: string; readonly size: string }>>;
  /** By the name of their volume. */
  readonly hostPaths?: Readonly<
    Record<string, { readonly path: string; readonly host: string; readonly readOnly: boolean }>
  >;
  /** The names of the volumes of `files` and `secrets`, where others have these names. */
  readonly volumeNames?: { readonly files: string; readonly secrets: string };
  readonly routes?: readonly RouteValues[];
  readonly metrics?: { readonly path: string; readonly port: string; readonly scheme: "http" | "https" };
  readonly networkPolicy: { readonly ingress: readonly Fields[]; readonly egress: readonly Fields[] };
  /** Seconds. */
  readonly terminationGracePeriod: number;
  /** Seconds between leaving the load balancer and being asked to stop. */
  readonly drain?: number;
  readonly job?: JobValues;
}

/** Between how many replicas an autoscaler decides, and on which load in percent of what is requested. */
export interface AutoscalingValues {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** A port of a container and of its Service. */
export interface PortValues {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  readonly appProtocol?: string;
}

/** A volume that outlives its pod. */
export interface StorageValues {
  readonly path: string;
  readonly size: string;
  /** Whether all replicas have the same one. */
  readonly shared: boolean;
  readonly storageClass?: string;
}

/** An address that leads to a port. */
export interface RouteValues {
  readonly host: string;
  readonly path: string;
  readonly port: string;
}

/** When a job runs and for how long. */
export interface JobValues {
  readonly schedule?: string;
  readonly concurrency?: "Forbid" | "Replace" | "Allow";
  readonly retries: number;
  /** Seconds. */
  readonly timeout: number;
}
