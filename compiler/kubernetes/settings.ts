import { oneLine } from "../literals/comment.ts";
import { describeSetting } from "../model/describe-setting.ts";
import type { Environment, Platform } from "../model/platform.ts";
import type { Job, Service } from "../model/service.ts";
import { settingsIn } from "../model/text.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { IngressSpec, KubernetesSecretsSpec, KubernetesTargetSpec } from "../spec/spec.ts";
import { backupJobs } from "./backups.ts";

/** The settings of `targets.kubernetes` for an environment, with every default filled in. */
export interface ClusterSettings {
  readonly namespace: string;
  readonly secrets: KubernetesSecretsSpec;
  readonly routing: Routing;
  readonly monitoring: {
    readonly namespace: string;
    readonly operator: boolean;
    /** Labels of ServiceMonitors. */
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly isOpenShift: boolean;
  /** Names of existing Secrets for private registries. */
  readonly pullSecrets: readonly string[];
  readonly storageClass: string | undefined;
  /** The class of volumes that all replicas mount. */
  readonly sharedStorageClass: string | undefined;
  readonly hasQuota: boolean;
  readonly priority: number | undefined;
}

/** How requests from outside reach exposed services. */
export interface Routing {
  readonly kind: "ingress" | "gateway";
  readonly class: string;
  /** The namespace that requests come from. */
  readonly namespace: string;
  readonly gateway: string | undefined;
  readonly gatewayNamespace: string | undefined;
  /** The ClusterIssuer of cert-manager. */
  readonly issuer: string;
}

/** The namespaces that ingress controllers are installed to, where these are not called like their class. */
const controllerNamespaces: Readonly<Record<string, string>> = {
  // https://kubernetes.github.io/ingress-nginx/deploy/
  nginx: "ingress-nginx",
};

/** The settings of an environment. */
export function clusterSettings(platform: Platform, environment: Environment): ClusterSettings {
  const settings = withDefaults<KubernetesTargetSpec>(environment.targets.kubernetes ?? {}, "kubernetesTarget");
  const ingress = withDefaults<IngressSpec>(settings.ingress ?? {}, "ingress");
  const [gatewayNamespace, gateway] = ingress.gateway?.split("/") ?? [];
  return {
    namespace: settings.namespace
      .replaceAll("${platform.name}", platform.name)
      .replaceAll("${environment.name}", environment.name)
      .replaceAll("${environment.tier}", environment.tier),
    secrets: withDefaults<KubernetesSecretsSpec>(settings.secrets ?? {}, "kubernetesSecrets"),
    routing: {
      kind: ingress.kind,
      class: ingress.class,
      namespace: ingress.namespace ?? gatewayNamespace ?? controllerNamespaces[ingress.class] ?? ingress.class,
      gateway,
      gatewayNamespace,
      issuer: ingress.issuer,
    },
    monitoring: {
      namespace: settings.monitoring,
      operator: settings.monitors,
      labels: settings.monitorLabels ?? {},
    },
    isOpenShift: settings.distribution === "openshift",
    pullSecrets: settings.pullSecrets ?? [],
    storageClass: settings.storageClass,
    sharedStorageClass: settings.sharedStorageClass ?? settings.storageClass,
    hasQuota: settings.quota,
    priority: settings.priority,
  };
}

/** The services that run in a cluster. The cluster's own ingress controller replaces the edge, and mocks are for tests. */
export function clusterServices(environment: Environment): readonly Service[] {
  return environment.services.filter(({ role }) => role === "service");
}

/** Everything that runs in a cluster, by name. */
export function clusterWorkloads(environment: Environment): readonly (Service | Job)[] {
  return [...clusterServices(environment), ...environment.jobs, ...backupJobs(environment)].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** The name of the ConfigMap that holds the settings which operators supply. */
export const settingsName = "settings";

/** The names of the settings that the workloads of an environment read, sorted. */
export function settingsRead(environment: Environment): readonly string[] {
  const names = clusterWorkloads(environment).flatMap(({ env }) => env.flatMap(({ value }) => settingsIn(value)));
  return [...new Set(names)].sort();
}

/** A setting as the specification describes it, each part on one line. */
export interface SettingView {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** The settings that any of the environments reads, by name. */
export function settingsOf(platform: Platform, environments: readonly Environment[]): readonly SettingView[] {
  const read = new Set(environments.flatMap(settingsRead));
  return platform.settings
    .filter(({ name }) => read.has(name))
    .map((setting) => ({
      name: setting.name,
      description: oneLine(describeSetting(setting)),
      example: oneLine(setting.example ?? ""),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
