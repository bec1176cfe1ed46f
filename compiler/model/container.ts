import type { Engine } from "../catalog/engine.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { SpecPath } from "../spec/path.ts";
import type { EgressSpec, FileSpec, HostPathSpec, LoggingSpec, ResourcesSpec, StorageSpec } from "../spec/spec.ts";
import { parseAddress } from "./address.ts";
import type { EnvironmentContext } from "./context.ts";
import { parseCpu, parseMebibytes } from "./quantity.ts";
import type { References } from "./references.ts";
import type { DerivedSecrets } from "./secrets.ts";
import { settingsIn, soleSecret, type Text } from "./text.ts";
import type { Egress, HostPath, Logging, MountedFile, Resources, Storage, TemporaryDirectory } from "./workload.ts";

type Named<T> = Readonly<Record<string, T>>;

/** The resources of a container. The default request is half of the limit. */
export function buildResources(spec: Partial<ResourcesSpec> | undefined, engine?: Engine): Resources {
  const { cpu, memory, ...further } = engine?.resources ?? {};
  const own = engine && { cpu: { limit: cpu }, memory: { limit: memory }, ...further };
  const filled = withDefaults<ResourcesSpec>({ ...own, ...spec }, "resources");
  return {
    cpu: range(filled.cpu, parseCpu),
    memory: range(filled.memory, parseMebibytes),
    disk: parseMebibytes(filled.disk),
    pids: filled.pids,
  };
}

function range(
  spec: { readonly request?: string; readonly limit: string },
  parse: (amount: string) => number,
): { request: number; limit: number } {
  const limit = parse(spec.limit);
  return { limit, request: spec.request === undefined ? Math.ceil(limit / 2) : parse(spec.request) };
}

/** Directories that are writable and empty at every start; `/tmp` always is one. */
export function buildTemporary(spec: Named<string> | undefined, engine?: Engine): readonly TemporaryDirectory[] {
  return Object.entries({ "/tmp": "64Mi", ...engine?.temporary, ...spec })
    .map(([path, size]) => ({ path, size: parseMebibytes(size) }))
    .sort(byPath);
}

/** Volumes. A service of the catalogue keeps its data whether the specification mentions it or not. */
export function buildStorage(
  context: EnvironmentContext,
  spec: Named<StorageSpec> | undefined,
  owner: SpecPath,
  engine?: { readonly entry: Engine; readonly hasOwnUser: boolean },
): readonly Storage[] {
  const data = engine?.entry.data === undefined ? {} : { data: withDefaults<StorageSpec>({}, "storage") };
  const volumes = Object.entries({ ...data, ...spec }).flatMap(([name, storage]) => {
    const path = storage.path ?? (name === "data" ? engine?.entry.data : undefined);
    if (path === undefined) {
      context.report(
        "model/storage-without-path",
        { path: [...owner, "storage", name] },
        { name, owner: String(owner.at(-1)) },
      );
      return [];
    }
    const ownsData = engine ? engine.entry.ownsData && !engine.hasOwnUser && path === engine.entry.data : true;
    return [{ name, path, size: parseMebibytes(storage.size), shared: storage.shared, needsOwner: !ownsData }];
  });
  return volumes.sort(byPath);
}

/** Files that are mounted read-only. */
export function buildFiles(
  context: EnvironmentContext,
  spec: Named<FileSpec> | undefined,
  owner: SpecPath,
  tools: { readonly references: References; readonly derived: DerivedSecrets },
): readonly MountedFile[] {
  const ownerName = String(owner.at(-1));
  return Object.entries(spec ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, file]): MountedFile => {
      if (file.content === undefined) return { path, content: { kind: "repository", source: file.source ?? "." } };
      const at = [...owner, "files", path];
      const text = tools.references.resolve(file.content, at, ownerName);
      reportSettings(context, text, at, `The file ${path} of ${ownerName}`);
      const baseName = path.split("/").at(-1) ?? "";
      const name = soleSecret(text) ?? `${ownerName}-${baseName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
      const secret = tools.derived.nameOf(text, name);
      return { path, content: secret === undefined ? { kind: "text", text } : { kind: "secret", secret } };
    });
}

/** Reports the first setting in a value that is printed before the operator supplies the setting. */
export function reportSettings(context: EnvironmentContext, text: Text, path: SpecPath, what: string): void {
  const [setting] = settingsIn(text);
  if (setting !== undefined) context.report("model/setting-not-known", { path }, { setting, what });
}

/** Paths of the host, of the catalogue entry and of the specification. */
export function buildHostPaths(spec: Named<HostPathSpec> | undefined, engine?: Engine): readonly HostPath[] {
  const entries = Object.entries({ ...engine?.hostPaths, ...spec } as Named<Partial<HostPathSpec>>);
  return entries
    .map(([path, { host = path, write = false, reason = "" }]) => ({ path, host, write, reason }))
    .sort(byPath);
}

/** Places outside the platform, by host. */
export function buildEgress(spec: readonly EgressSpec[] | undefined, external: readonly string[]): readonly Egress[] {
  const all = [...external.map(parseAddress), ...(spec ?? [])];
  const places = new Map(all.map(({ host, port }) => [`${host}:${port}`, { host, port }]));
  return [...places.values()].sort((a, b) => (`${a.host}:${a.port}` < `${b.host}:${b.port}` ? -1 : 1));
}

/** What is logged, and how logs on the host are rotated. */
export function buildLogging(spec: LoggingSpec | undefined): Logging {
  const filled = withDefaults<LoggingSpec>({ rotate: {}, ...spec }, "logging");
  const { size, files } = filled.rotate ?? { size: "10m", files: 3 };
  return { level: filled.level, format: filled.format, rotate: { size, files } };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
