import { inFolder, withoutSlash, workspaceOf } from "../../model/build-context.ts";
import { fromOutput, generatedBuildOf } from "../../model/built-images.ts";
import { hostFolderOf } from "../../model/host-folder.ts";
import type { Build } from "../../model/image.ts";
import type { Service } from "../../model/service.ts";
import { volumeName } from "../../model/volume-name.ts";
import type { MountedFile, Workload } from "../../model/workload.ts";
import { writtenDirectories } from "../../model/written-folders.ts";
import { purposeOf } from "./build-view.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { agentVolume, secretsOf } from "./secrets.ts";

/** A mount of a service, in Compose's long form. */
export interface VolumeView {
  readonly type: "bind" | "volume";
  readonly isBind: boolean;
  /** Null for a volume without a name. */
  readonly source: string | null;
  readonly target: string;
  readonly isReadOnly: boolean;
  /** The folder of the volume that is mounted; null: all of it. */
  readonly subpath: string | null;
  readonly isSlave: boolean;
}

/** A file or folder of the host. */
export function bind(source: string, target: string, isReadOnly: boolean): VolumeView {
  return { type: "bind", isBind: true, source, target, isReadOnly, subpath: null, isSlave: false };
}

/** A volume; without a source, an anonymous one that is removed with its container. */
export function volume(source: string | null, target: string): VolumeView {
  return { type: "volume", isBind: false, source, target, isReadOnly: false, subpath: null, isSlave: false };
}

/** The mounts of a service, by target. */
export function volumesOf(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  const volumes = [
    ...storageVolumes(file, workload),
    ...fileVolumes(file, workload),
    ...workload.hostPaths.map((path) => ({
      ...bind(path.host, path.path, !path.write),
      // Later mounts on the host are visible in the container too.
      isSlave: path.host === "/",
    })),
    ...sourceVolumes(file, workload),
    ...writtenVolumes(file, workload),
    ...agentVolumes(file, workload),
  ];
  return volumes.sort((a, b) => (a.target < b.target ? -1 : 1));
}

function storageVolumes(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  const { dataFolder } = file.environment;
  return workload.storage.map((storage) => {
    if (dataFolder !== undefined) {
      return bind(`\${DATA_DIR:-${dataFolder}}/${hostFolderOf(workload, storage)}`, storage.path, false);
    }
    return volume(volumeName(workload, storage), storage.path);
  });
}

function fileVolumes(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  return workload.files.flatMap(({ path, content }) => {
    if (content.kind === "secret") return [];
    const source = sourceOf(file, workload, path, content);
    return [bind(relativeTo(file.path, source), path, true)];
  });
}

/** The source of a mounted file, relative to the output folder. */
function sourceOf(
  file: ComposeFile,
  workload: Workload,
  path: string,
  content: Exclude<MountedFile["content"], { readonly kind: "secret" }>,
): string {
  switch (content.kind) {
    case "text":
      return renderedPath(file, workload, path);
    case "repository":
      return fromOutput(file.platform, content.source);
    case "generated":
      return content.source;
  }
}

/** The path of a mounted file whose content is part of the specification, relative to the output folder. */
export function renderedPath(file: ComposeFile, workload: Workload, path: string): string {
  return `config/${file.environment.name}/${workload.name}${path}`;
}

/** The folder of the agent's volume with the secrets of this service. */
function agentVolumes(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  if (file.secrets.provider !== "vault" || secretsOf(workload).length === 0) return [];
  return [{ ...volume(agentVolume, "/run/secrets"), isReadOnly: true, subpath: workload.name }];
}

/** In development the source is mounted over the copy in the image. */
function sourceVolumes(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  const build = generatedBuildOf(workload);
  if (!build || purposeOf(workload, file.environment.tier) !== "development" || !isService(workload)) return [];
  const { source, runtime } = build;
  // Docker creates the mount points of mounts inside the source there, so that mount must be writable.
  const shared = source.shared.map((folder) => ({ folder, target: `/app/${folder.split("/").at(-1) ?? ""}` }));
  const others = [
    ...othersOf(workload),
    ...shared.map(({ target }) => target),
    ...writtenVolumes(file, workload).map(({ target }) => target),
  ];
  const isReadOnly = (target: string): boolean => !others.some((path) => path.startsWith(`${target}/`));
  const mount = (path: string, target: string): VolumeView =>
    bind(relativeTo(file.path, fromOutput(file.platform, path)), target, isReadOnly(target));
  const sharedMounts = shared.map(({ folder, target }) => mount(folder, target));
  const paths = [...source.paths, ...source.tests].map(withoutSlash);
  if (paths.length > 0) {
    return [...paths.map((path) => mount(inFolder(source.folder, path), `/app/${path}`)), ...sharedMounts];
  }
  if (runtime.language !== "node") return [mount(source.folder, "/app"), ...sharedMounts];
  // The volumes keep the packages of the image visible below the mounted source.
  const modules = modulesOf(build);
  return [
    { ...mount(source.folder, "/app"), isReadOnly: false },
    ...modules.map((path) => volume(null, path)),
    ...sharedMounts,
  ];
}

/** The folders of packages. pnpm makes one in each member of a workspace; the others keep most packages at its root. */
function modulesOf(build: Build): readonly string[] {
  const { project, lockfile } = build;
  const own = project === undefined ? [] : [project];
  const members = lockfile.manager === "pnpm" ? (workspaceOf(build) ?? []) : own;
  return ["/app/node_modules", ...members.map((folder) => `/app/${folder}/node_modules`)];
}

/**
 * The directories that builds write to in development and tests; they exist in the image and belong to its user. In
 * development, the folders that builds of other services fill too, which the mounted source hides.
 */
function writtenVolumes(file: ComposeFile, workload: Workload): readonly VolumeView[] {
  const build = generatedBuildOf(workload);
  if (!build) return [];
  const others = othersOf(workload);
  const purpose = purposeOf(workload, file.environment.tier);
  const filled = purpose === "development" ? build.copies.map(({ path }) => `/app/${path}`) : [];
  return [...writtenDirectories(build, purpose), ...filled]
    .filter((path) => !others.includes(path))
    .map((path) => volume(null, path));
}

/** The paths that the specification mounts. */
function othersOf(workload: Workload): readonly string[] {
  return [workload.storage, workload.temporary, workload.files, workload.hostPaths].flat().map(({ path }) => path);
}

function isService(workload: Workload): workload is Service {
  return "ports" in workload;
}
