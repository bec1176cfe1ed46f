import { stringMaps } from "../literals/yaml-document.ts";
import { type Fields, isMap } from "./object.ts";

/**
 * The fields of Kubernetes objects in the order of a good hand-written manifest: what a thing is comes first, what it
 * contains last. One list serves every kind, because no two kinds want the same two fields in different orders.
 */
const order = `
  apiVersion kind metadata name generateName namespace labels annotations description
  op secretKey key type path pathType from value valueFrom configMapKeyRef secretKeyRef fieldRef
  roleRef subjects apiGroup apiGroups
  schedule timeZone concurrencyPolicy startingDeadlineSeconds successfulJobsHistoryLimit failedJobsHistoryLimit
  backoffLimit activeDeadlineSeconds ttlSecondsAfterFinished jobTemplate
  replicas revisionHistoryLimit serviceName scaleTargetRef minReplicas maxReplicas metrics
  maxSurge maxUnavailable unhealthyPodEvictionPolicy
  clusterIP namespaceSelector podSelector policyTypes selector strategy
  ingressClassName parentRefs hostnames host hosts http paths backend service rules tls secretName
  weight podAffinityTerm maxSkew topologyKey whenUnsatisfiable labelSelector operator values
  refreshInterval secretStoreRef target creationPolicy engineVersion
  matches backendRefs endpoints
  spec template volumeClaimTemplates
  serviceAccountName automountServiceAccountToken imagePullSecrets priorityClassName enableServiceLinks
  hostNetwork hostPID dnsPolicy restartPolicy terminationGracePeriodSeconds
  image imagePullPolicy command args
  httpGet tcpSocket grpc exec port containerPort targetPort protocol appProtocol scheme httpHeaders to ports ingress egress
  env envFrom accessModes storageClassName
  requests limits cpu memory ephemeral-storage storage resources resourceNames verbs
  startupProbe livenessProbe readinessProbe initialDelaySeconds periodSeconds timeoutSeconds failureThreshold lifecycle
  runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy seccompProfile sysctls
  allowPrivilegeEscalation privileged readOnlyRootFilesystem capabilities securityContext
  nodeSelector affinity tolerations topologySpreadConstraints initContainers containers
  mountPath subPath readOnly volumeMounts defaultMode items sources medium sizeLimit volumes
  defaultRequest default limits remoteRef data
`;

const ranks: ReadonlyMap<string, number> = new Map(
  order
    .trim()
    .split(/\s+/)
    .map((field, index) => [field, index]),
);

/**
 * The value as it is printed: fields in canonical order, those that are not in the list after them by letter, and without
 * undefined ones. Lists keep their order. The keys of maps of strings are names and sorted by letter.
 */
export function canonical(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item));
  if (!isMap(value)) return value;
  const ordered: Record<string, unknown> = {};
  for (const key of orderedKeys(value, field)) ordered[key] = canonical(value[key], key);
  return ordered;
}

/** The keys of a map that have a value, in canonical order. `field` is the key that the map is the value of. */
export function orderedKeys(value: Fields, field: string): readonly string[] {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const isNamed = !stringMaps.has(field) || Object.values(value).some((entry) => typeof entry === "object");
  const rank = (key: string): number => (isNamed ? (ranks.get(key) ?? ranks.size) : 0);
  return keys.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
