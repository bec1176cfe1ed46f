import type { Environment, Platform } from "../model/platform.ts";
import type { Service } from "../model/service.ts";
import { settingsIn } from "../model/text.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { IngressSpec, KubernetesSecretsSpec, KubernetesTargetSpec } from "../spec/spec.ts";
import { defined } from "./object.ts";
import { podSecurityOf } from "./policy.ts";
import { quotaOf } from "./quota.ts";
import { secretsValues } from "./secrets.ts";
import type { PlatformValues, RoutingValues } from "./values.ts";
import { jobValues, serviceValues } from "./workload-values.ts";

/** The services that run in a cluster. What the edge does elsewhere, the cluster's own does there. */
export function clusterServices(environment: Environment): readonly Service[] {
  return environment.services.filter(({ role }) => role === "service");
}

/** What the specification says about clusters, for an environment. */
export function kubernetesSettings(environment: Environment): KubernetesTargetSpec {
  return withDefaults<KubernetesTargetSpec>(environment.targets.kubernetes ?? {}, "kubernetesTarget");
}

/** An environment in the words of Kubernetes. */
export function platformValues(platform: Platform, environment: Environment): PlatformValues {
  const settings = kubernetesSettings(environment);
  const secretSettings = withDefaults<KubernetesSecretsSpec>(settings.secrets ?? {}, "kubernetesSecrets");
  const services = clusterServices(environment);
  const { jobs } = environment;
  const all = [...services, ...jobs];
  const secrets = secretsValues(platform, environment, all, secretSettings);
  const monitoring = { namespace: settings.monitoring, operator: settings.monitors };
  const surroundings = { routing: routingValues(settings), secrets, monitoring };
  const context = { platform, environment, storageClass: settings.storageClass, surroundings };
  const entries = [
    ...services.map((service) => [service.name, serviceValues(service, context)] as const),
    ...jobs.map((job) => [job.name, jobValues(job, context)] as const),
  ];
  const workloads = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    platform: platform.name,
    ...(defined({ owner: platform.owner }) as { owner?: string }),
    podSecurity: podSecurityOf(all),
    settings: usedSettings(all),
    ...surroundings,
    ...(defined({ priority: settings.priority }) as { priority?: number }),
    ...(settings.quota && { quota: quotaOf(workloads) }),
    workloads,
  };
}

/** The settings that somebody has to supply, by name. */
function usedSettings(workloads: readonly { readonly env: Service["env"] }[]): readonly string[] {
  const names = workloads.flatMap(({ env }) => env.flatMap(({ value }) => settingsIn(value)));
  return [...new Set(names)].sort();
}

function routingValues(settings: KubernetesTargetSpec): RoutingValues {
  const ingress = withDefaults<IngressSpec>(settings.ingress ?? {}, "ingress");
  const [gatewayNamespace, gateway] = ingress.gateway?.split("/") ?? [];
  return {
    kind: ingress.kind,
    class: ingress.class,
    namespace: ingress.namespace ?? gatewayNamespace ?? ingress.class,
    ...(defined({ gateway, gatewayNamespace }) as Pick<RoutingValues, "gateway" | "gatewayNamespace">),
    issuer: ingress.issuer,
  };
}
