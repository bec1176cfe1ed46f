import type { SpecPath } from "../../spec/path.ts";
import type { Reporter } from "../reporter.ts";
import { secretsDirectory } from "../secrets.ts";
import type { Workload } from "../workload.ts";
import type { Rule } from "./rule.ts";

/** A mount in a container, and its place in the specification. */
interface Mount {
  readonly what: string;
  /** Without a slash at its end. */
  readonly path: string;
  readonly at: SpecPath;
}

/** At a path of a container one thing is mounted, and nothing where the container itself has to be. */
export const mountsAreApart: Rule = ({ platform }, reporter) => {
  for (const { name, services, jobs, tests } of platform.environments) {
    for (const workload of [...services, ...jobs, ...tests]) {
      const mounts = mountsOf(workload);
      reportReserved(workload, mounts, name, reporter);
      reportTaken(workload, mounts, name, reporter);
    }
  }
};

/** By what they are. */
function mountsOf({ path: owner, storage, files, hostPaths, temporary }: Workload): readonly Mount[] {
  const at = (section: string, key: string): SpecPath => [...owner, section, key];
  const all = [
    ...temporary.map(({ path }) => ({ what: "a temporary directory", path, at: at("temporary", path) })),
    ...storage.map(({ name, path }) => ({ what: `the volume '${name}'`, path, at: at("storage", name) })),
    ...hostPaths.map(({ path }) => ({ what: "a host path", path, at: at("hostPaths", path) })),
    ...files.map(({ path }) => ({ what: "a file", path, at: at("files", path) })),
  ];
  return all.map((mount) => ({ ...mount, path: normal(mount.path) })).sort((a, b) => (a.what < b.what ? -1 : 1));
}

function normal(path: string): string {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  return `/${names.join("/")}`;
}

function reportReserved(
  { name: owner, origin }: Workload,
  mounts: readonly Mount[],
  environment: string,
  reporter: Reporter,
): void {
  const kernel = "the kernel provides it";
  const reserved: Readonly<Record<string, string>> = {
    "/": "it contains the whole image",
    [secretsDirectory]: "it contains the secrets",
    ...(origin.kind === "built" && origin.build.kind === "generated" && { "/app": "it contains the program" }),
  };
  for (const { what, path, at } of mounts) {
    const isKernel = ["/dev", "/proc", "/sys"].includes(path) && at.at(-2) !== "hostPaths";
    const reason = isKernel ? kernel : reserved[path];
    if (reason === undefined) continue;
    reporter.report("model/mount-reserved", { environment, path: at, half: "key" }, { path, owner, what, reason });
  }
}

function reportTaken(
  { name: owner }: Workload,
  mounts: readonly Mount[],
  environment: string,
  reporter: Reporter,
): void {
  const taken = new Map<string, Mount>();
  for (const mount of mounts) {
    const { path } = mount;
    const other = taken.get(path);
    taken.set(path, mount);
    if (!other) continue;
    const spots = [other, mount].map(({ at }) => ({ environment, path: at, half: "key" }) as const);
    const written = reporter.written(spots);
    const related = written.slice(0, -1).map((location) => ({ message: "The other mount is here.", location }));
    const holes = { path, owner, first: other.what, second: mount.what };
    reporter.report("model/mount-taken", written.at(-1) ?? spots[1], holes, { related });
  }
}
