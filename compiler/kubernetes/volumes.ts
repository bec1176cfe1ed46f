import { secretsDirectory } from "../model/secrets.ts";
import type { Job, Service } from "../model/service.ts";
import type { Fields } from "./object.ts";
import { byteQuantity } from "./quantities.ts";
import { fileText } from "./text.ts";
import type { PlatformValues, StorageValues, WorkloadValues } from "./values.ts";
import type { WorkloadContext } from "./workload-values.ts";

type VolumeValues = Pick<
  WorkloadValues,
  "secrets" | "secretFiles" | "files" | "storage" | "temporary" | "hostPaths" | "volumeNames"
>;

/** The names of the volumes of files and of secrets, where no volume of the workload has them. */
const usualNames = { files: "files", secrets: "secrets" };

/** Where the volume of secrets holds what a token consists of. */
const tokenDirectory = "kubernetes.io/serviceaccount";

/** What a workload mounts. */
export function volumeValues(workload: Service | Job, context: WorkloadContext): VolumeValues {
  const { storageClass, environment } = context;
  const write = fileText(environment);
  const names = new Set(workload.storage.map(({ name }) => name));
  const [filesVolume, secretsVolume] = [untaken("files", names), untaken("secrets", names)];
  const keys = new Set<string>();
  const texts = workload.files.flatMap(({ path, content }) =>
    content.kind === "text" ? [[fileKey(path, keys), { path, content: write(content.text) }] as const] : [],
  );
  const secretFiles = workload.files.flatMap(({ path, content }) =>
    content.kind === "secret" ? [[path, content.secret] as const] : [],
  );
  const storage = workload.storage.map(({ name, path, size, shared }): readonly [string, StorageValues] => [
    name,
    { path, size: byteQuantity(size), shared, ...(storageClass !== undefined && { storageClass }) },
  ]);
  const temporary = workload.temporary.map(
    ({ path, size }) => [volumeName(path, names), { path, size: byteQuantity(size) }] as const,
  );
  const hostPaths = workload.hostPaths.map(
    ({ path, host, write: isWritten }) => [volumeName(path, names), { path, host, readOnly: !isWritten }] as const,
  );
  return {
    ...(workload.secrets.length > 0 && { secrets: workload.secrets }),
    ...(secretFiles.length > 0 && { secretFiles: Object.fromEntries(secretFiles) }),
    ...(texts.length > 0 && { files: Object.fromEntries(texts) }),
    ...(storage.length > 0 && { storage: Object.fromEntries(storage) }),
    temporary: Object.fromEntries(temporary),
    ...(hostPaths.length > 0 && { hostPaths: Object.fromEntries(hostPaths) }),
    ...((filesVolume !== "files" || secretsVolume !== "secrets") && {
      volumeNames: { files: filesVolume, secrets: secretsVolume },
    }),
  };
}

/** A name for the volume at a path that no other volume has: `/var/run/x` is `var-run-x`. It is then taken. */
function volumeName(path: string, taken: Set<string>): string {
  const words = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return untaken(words.replaceAll(/^-|-$/g, "").slice(0, 60) || "root", taken);
}

/** The name, with a number where it is taken. It is then taken. */
function untaken(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  taken.add(free);
  return free;
}

/** The key under which no other file stands in the ConfigMap: `/etc/app/app.conf` is `etc.app.app.conf`. */
function fileKey(path: string, taken: Set<string>): string {
  return untaken(path.slice(1).replaceAll(/[^A-Za-z0-9._-]+/g, "."), taken);
}

/** The ConfigMap of a workload's files. */
export function filesName(name: string): string {
  return `${name}-files`;
}

/** The claim of a volume that all replicas share, or that a job has. */
export function claimName(name: string, storage: string): string {
  return `${name}-${storage}`;
}

/** Whether a volume is made anew for each replica, from the template of a StatefulSet. */
export function isPerReplica({ kind }: WorkloadValues, storage: { readonly shared: boolean }): boolean {
  return kind === "StatefulSet" && !storage.shared;
}

/** Whether secrets are mounted from Secrets. Vault's injector brings a volume of its own. */
function mountsSecrets({ secrets }: WorkloadValues, platform: PlatformValues): boolean {
  return secrets !== undefined && platform.secrets.provider !== "vault";
}

/**
 * Whether the token for the API server is mounted from the volume of secrets. Kubernetes mounts it below
 * /var/run/secrets, which is /run/secrets in most images: where secrets are mounted read-only, it could not.
 */
function mountsToken(workload: WorkloadValues, platform: PlatformValues): boolean {
  return workload.serviceAccountToken === true && mountsSecrets(workload, platform);
}

/** Whether Kubernetes itself mounts the token for the API server. */
export function automountsToken(workload: WorkloadValues, platform: PlatformValues): boolean {
  return workload.serviceAccountToken === true && !mountsSecrets(workload, platform);
}

/** What Kubernetes itself mounts with a token, in the same place of the volume (the admission plugin ServiceAccount). */
const tokenSources: readonly Fields[] = [
  { serviceAccountToken: { expirationSeconds: 3607, path: `${tokenDirectory}/token` } },
  { configMap: { items: [{ key: "ca.crt", path: `${tokenDirectory}/ca.crt` }], name: "kube-root-ca.crt" } },
  {
    downwardAPI: {
      items: [{ fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" }, path: `${tokenDirectory}/namespace` }],
    },
  },
];

type Named = Fields & { readonly name: string };

/** The volumes of a pod, by name. */
export function volumesOf(name: string, workload: WorkloadValues, platform: PlatformValues): readonly Fields[] {
  const { files, storage = {}, temporary, hostPaths = {}, secretFiles, volumeNames = usualNames } = workload;
  const volumes: Named[] = [
    ...Object.entries(temporary).map(([volume, { size }]) => ({ name: volume, emptyDir: { sizeLimit: size } })),
    ...Object.entries(storage)
      .filter(([, one]) => !isPerReplica(workload, one))
      .map(([volume]) => ({ name: volume, persistentVolumeClaim: { claimName: claimName(name, volume) } })),
    ...Object.entries(hostPaths).map(([volume, { host }]) => ({ name: volume, hostPath: { path: host } })),
    ...(files === undefined
      ? []
      : [{ name: volumeNames.files, configMap: { name: filesName(name), defaultMode: 0o444 } }]),
    ...(mountsSecrets(workload, platform) || secretFiles !== undefined ? [secretVolume(workload, platform)] : []),
  ];
  return volumes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function secretVolume(workload: WorkloadValues, platform: PlatformValues): Named {
  const { secrets = [], secretFiles = {}, volumeNames = usualNames } = workload;
  const mounted = mountsSecrets(workload, platform) ? secrets : [];
  const names = [...new Set([...mounted, ...Object.values(secretFiles)])].sort();
  const sources = names.map((secret) => ({ secret: { items: [{ key: "value", path: secret }], name: secret } }));
  const token = mountsToken(workload, platform) ? tokenSources : [];
  return { name: volumeNames.secrets, projected: { defaultMode: 0o440, sources: [...sources, ...token] } };
}

/** The mounts of a container, by path. */
export function mountsOf(workload: WorkloadValues, platform: PlatformValues): readonly Fields[] {
  const { files = {}, secretFiles = {}, storage = {}, temporary, hostPaths = {}, volumeNames = usualNames } = workload;
  // In an image whose /var/run is a directory of its own, the token is looked for there all the same.
  const directories = mountsToken(workload, platform)
    ? [secretsDirectory, `/var${secretsDirectory}`]
    : [secretsDirectory];
  const mounts: (Fields & { readonly mountPath: string })[] = [
    ...Object.entries({ ...temporary, ...storage }).map(([name, { path }]) => ({ mountPath: path, name })),
    ...Object.entries(hostPaths).map(([name, { path, readOnly }]) => ({ mountPath: path, name, readOnly })),
    ...Object.entries(files).map(([key, { path }]) => ({
      mountPath: path,
      name: volumeNames.files,
      readOnly: true,
      subPath: key,
    })),
    ...Object.entries(secretFiles).map(([path, secret]) => ({
      mountPath: path,
      name: volumeNames.secrets,
      readOnly: true,
      subPath: secret,
    })),
    ...(mountsSecrets(workload, platform) ? directories : []).map((mountPath) => ({
      mountPath,
      name: volumeNames.secrets,
      readOnly: true,
    })),
  ];
  return mounts.sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
}
