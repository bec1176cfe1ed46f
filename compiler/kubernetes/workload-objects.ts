import { promDuration } from "../model/monitoring/promql.ts";
import type { Service } from "../model/service.ts";
import { autoscalersOf } from "./autoscaling.ts";
import { type BuildContext, controllerKind, isService, type Runnable } from "./context.ts";
import { controllerOf } from "./controllers.ts";
import { serviceName } from "./identity.ts";
import { lastingSelector, namedMetadata, selectorOf, workloadMetadata } from "./labels.ts";
import { networkPolicySpec } from "./network-policy.ts";
import type { Fields, KubernetesObject, Labels, Metadata } from "./object.ts";
import { servicePorts } from "./ports.ts";
import { routesOf } from "./routes.ts";
import { automountsToken, claimsOf, filesName, volumesOf } from "./volumes.ts";

type MakeObject = (apiVersion: string, kind: string, fields: Fields) => KubernetesObject;

/** The objects of a workload. */
export function workloadObjects(workload: Runnable, context: BuildContext): readonly KubernetesObject[] {
  const metadata = workloadMetadata(workload, context);
  const object: MakeObject = (apiVersion, kind, fields) => ({ apiVersion, kind, metadata, ...fields });
  const volumes = volumesOf(workload, context);
  const { files } = volumes;
  const filesMetadata = workloadMetadata(workload, context, filesName(workload));
  return [
    object("v1", "ServiceAccount", { automountServiceAccountToken: automountsToken(workload, context) }),
    ...(isService(workload) ? accessObjects(workload, object, context) : []),
    ...(Object.keys(files).length > 0
      ? [{ apiVersion: "v1", kind: "ConfigMap", metadata: filesMetadata, data: files }]
      : []),
    ...claimsOf(workload, context),
    controllerOf(workload, volumes, context),
    ...(isService(workload) ? serviceObjects(workload, object, context) : []),
    object("networking.k8s.io/v1", "NetworkPolicy", { spec: networkPolicySpec(workload, context) }),
    ...(isService(workload) ? routesOf(workload, context) : []),
  ];
}

/** What a service may do with the API server. */
function accessObjects({ name, access }: Service, object: MakeObject, { scope }: BuildContext) {
  if (access?.cluster === undefined) return [];
  const subject = { kind: "ServiceAccount", name: scope.prefix + name };
  return [
    object("rbac.authorization.k8s.io/v1", "Role", {
      rules: access.cluster.map(({ groups, resources, verbs, names }) => ({
        apiGroups: groups,
        resources,
        resourceNames: names,
        verbs,
      })),
    }),
    object("rbac.authorization.k8s.io/v1", "RoleBinding", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: scope.prefix + name },
      subjects: [scope.namesNamespace ? { ...subject, namespace: scope.namespace } : subject],
    }),
  ];
}

function serviceObjects(service: Service, object: MakeObject, context: BuildContext): readonly KubernetesObject[] {
  const { name, ports, metrics } = service;
  const selector = selectorOf(name, context);
  const scrapes = metrics !== undefined && context.settings.monitoring.operator;
  return [
    ...(ports.length > 0 ? [serviceObject(service, context)] : []),
    ...autoscalersOf(service, context),
    object("policy/v1", "PodDisruptionBudget", {
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: lastingSelector(service, context) },
      },
    }),
    ...(scrapes
      ? [
          {
            ...object("monitoring.coreos.com/v1", "ServiceMonitor", { spec: monitorSpec(metrics, selector) }),
            metadata: monitorMetadata(service, context),
          },
        ]
      : []),
  ];
}

function monitorSpec({ path, port, interval }: NonNullable<Service["metrics"]>, matchLabels: Labels): Fields {
  const scheme = port.protocol === "https" ? "https" : "http";
  const own = interval !== undefined && { interval: promDuration(interval) };
  return { selector: { matchLabels }, endpoints: [{ port: port.name, path, scheme, ...own }] };
}

/** The metadata of a ServiceMonitor. Its labels decide which Prometheus reads it. */
function monitorMetadata(service: Service, context: BuildContext): Metadata {
  const metadata = workloadMetadata(service, context);
  return { ...metadata, labels: { ...metadata.labels, ...context.settings.monitoring.labels } };
}

function serviceObject(service: Service, context: BuildContext): KubernetesObject {
  const metadata = namedMetadata(service, serviceName(service, context), context);
  return { apiVersion: "v1", kind: "Service", metadata, spec: serviceSpec(service, context) };
}

/** The Service of a StatefulSet is headless and resolves to its pods, that of a Deployment balances between them. */
function serviceSpec(service: Service, context: BuildContext): Fields {
  return {
    type: "ClusterIP",
    ...(controllerKind(service) === "StatefulSet" && { clusterIP: "None" }),
    selector: lastingSelector(service, context),
    ports: servicePorts(service),
  };
}
