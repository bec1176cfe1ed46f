import { secretsDirectory } from "../model/secrets.ts";
import type { Storage } from "../model/workload.ts";
import { type BuildContext, controllerKind, isService, type Runnable } from "./context.ts";
import { lastingLabels, workloadMetadata } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { byteQuantity, isInMemory } from "./quantities.ts";
import { fileText } from "./text.ts";
import { hasVaultAgent } from "./vault.ts";
import { VolumeNames } from "./volume-names.ts";

/** The volumes of a pod by name, the mounts of its container by path, and the ConfigMap of its files. */
export interface Volumes {
  readonly volumes: readonly Fields[];
  readonly mounts: readonly Fields[];
  /** File contents by key; empty: there is no ConfigMap. */
  readonly files: Readonly<Record<string, string>>;
}

type Volume = Fields & { readonly name: string };
type Mount = Fields & { readonly mountPath: string };

/** The directory within the volume of secrets that holds a service account token. */
const tokenDirectory = "kubernetes.io/serviceaccount";

/** What Kubernetes itself mounts with a token, at the same place of the volume (the admission plugin ServiceAccount). */
const tokenSources: readonly Fields[] = [
  { serviceAccountToken: { path: `${tokenDirectory}/token`, expirationSeconds: 3607 } },
  { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: `${tokenDirectory}/ca.crt` }] } },
  {
    downwardAPI: {
      items: [{ path: `${tokenDirectory}/namespace`, fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
    },
  },
];

/** Everything that a workload mounts. */
export function volumesOf(workload: Runnable, context: BuildContext): Volumes {
  const { scope } = context;
  const names = new VolumeNames(workload.storage.map(({ name }) => name));
  const [filesVolume, secretsVolume] = [names.untaken("files"), names.untaken("secrets")];
  const { plain, secretFiles } = filesOf(workload, context);
  const volumes: Volume[] = [];
  const mounts: Mount[] = [];
  for (const { path, size } of workload.temporary) {
    const name = names.ofPath(path);
    volumes.push({ name, emptyDir: { ...(isInMemory(path) && { medium: "Memory" }), sizeLimit: byteQuantity(size) } });
    mounts.push({ name, mountPath: path });
  }
  for (const { path, host, write } of workload.hostPaths) {
    const name = names.ofPath(path);
    volumes.push({ name, hostPath: { path: host } });
    mounts.push({ name, mountPath: path, readOnly: !write });
  }
  for (const storage of workload.storage) {
    const { name, path } = storage;
    const claimName = scope.prefix + claimNameOf(workload, storage);
    if (!isPerReplica(workload, storage)) volumes.push({ name, persistentVolumeClaim: { claimName } });
    mounts.push({ name, mountPath: path });
  }
  if (plain.length > 0)
    volumes.push({ name: filesVolume, configMap: { name: scope.prefix + filesName(workload), defaultMode: 0o444 } });
  for (const { key, path } of plain) mounts.push({ name: filesVolume, mountPath: path, subPath: key, readOnly: true });
  const mountsFolder = mountsSecrets(workload, context);
  const secrets = [...(mountsFolder ? workload.secrets : []), ...secretFiles.map(({ secret }) => secret)];
  if (secrets.length > 0) volumes.push(secretVolume(secretsVolume, secrets, mountsToken(workload, context), context));
  for (const { path, secret } of secretFiles)
    mounts.push({ name: secretsVolume, mountPath: path, subPath: secret, readOnly: true });
  for (const mountPath of mountsFolder ? secretFolders(workload, context) : [])
    mounts.push({ name: secretsVolume, mountPath, readOnly: true });
  return {
    volumes: volumes.sort((a, b) => (a.name < b.name ? -1 : 1)),
    mounts: mounts.sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1)),
    files: Object.fromEntries(plain.map(({ key, content }) => [key, content])),
  };
}

/** The files of a workload, each with its key in the ConfigMap: `/etc/app/app.conf` is `etc.app.app.conf`. */
function filesOf(workload: Runnable, context: BuildContext) {
  const write = fileText(context);
  const keys = new VolumeNames([]);
  const plain = workload.files.flatMap(({ path, content }) =>
    content.kind === "text"
      ? [{ key: keys.untaken(path.slice(1).replaceAll(/[^A-Za-z0-9._-]+/g, ".")), path, content: write(content.text) }]
      : [],
  );
  const secretFiles = workload.files.flatMap(({ path, content }) =>
    content.kind === "secret" ? [{ path, secret: content.secret }] : [],
  );
  return { plain, secretFiles };
}

/** Without the token's folder below /var/run, an image whose /var/run is a directory would not find the token. */
function secretFolders(workload: Runnable, context: BuildContext): readonly string[] {
  return mountsToken(workload, context) ? [secretsDirectory, `/var${secretsDirectory}`] : [secretsDirectory];
}

function secretVolume(name: string, secrets: readonly string[], hasToken: boolean, { scope }: BuildContext): Volume {
  const sources = [...new Set(secrets)].sort().map((secret) => ({
    secret: { name: scope.prefix + secret, items: [{ key: "value", path: secret }] },
  }));
  return { name, projected: { defaultMode: 0o440, sources: [...sources, ...(hasToken ? tokenSources : [])] } };
}

/** The ConfigMap of a workload's files. */
export function filesName({ name }: Pick<Runnable, "name">): string {
  return `${name}-files`;
}

function claimNameOf({ name }: Runnable, storage: Storage): string {
  return `${name}-${storage.name}`;
}

/** Whether every replica has its own volume, from the volume claim template of a StatefulSet. */
function isPerReplica(workload: Runnable, { shared }: Storage): boolean {
  return controllerKind(workload) === "StatefulSet" && !shared;
}

/** The claims that a StatefulSet makes for each replica. */
export function claimTemplates(workload: Runnable, context: BuildContext): readonly Fields[] {
  return workload.storage
    .filter((storage) => isPerReplica(workload, storage))
    .map((storage) => ({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: storage.name, labels: lastingLabels(workload.name, context) },
      spec: claimSpec(storage, context),
    }));
}

/** The claims that all replicas share, or that a job has. */
export function claimsOf(workload: Runnable, context: BuildContext): readonly KubernetesObject[] {
  return workload.storage
    .filter((storage) => !isPerReplica(workload, storage))
    .map((storage) => ({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: workloadMetadata(workload, context, claimNameOf(workload, storage)),
      spec: claimSpec(storage, context),
    }));
}

function claimSpec({ shared, size }: Storage, { settings }: BuildContext): Fields {
  return {
    accessModes: [shared ? "ReadWriteMany" : "ReadWriteOnce"],
    storageClassName: shared ? settings.sharedStorageClass : settings.storageClass,
    resources: { requests: { storage: byteQuantity(size) } },
  };
}

/** Whether secrets are mounted from Secrets. Vault's injector adds its own volume. */
function mountsSecrets({ secrets }: Runnable, { settings }: BuildContext): boolean {
  return secrets.length > 0 && settings.secrets.provider !== "vault";
}

/**
 * Whether the token for the API server is in the volume of secrets. Kubernetes mounts it below /var/run/secrets, which is
 * /run/secrets in most images, and cannot do so where secrets are mounted read-only.
 */
function mountsToken(workload: Runnable, context: BuildContext): boolean {
  return needsToken(workload, context) && mountsSecrets(workload, context);
}

/** Whether Kubernetes itself mounts the token for the API server. */
export function automountsToken(workload: Runnable, context: BuildContext): boolean {
  return needsToken(workload, context) && !mountsSecrets(workload, context);
}

function needsToken(workload: Runnable, context: BuildContext): boolean {
  return (isService(workload) && workload.access?.cluster !== undefined) || hasVaultAgent(workload, context);
}
