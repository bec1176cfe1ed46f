import { quoteShell } from "../../literals/shell.ts";
import { type Distribution, hasUser } from "../../model/base-images.ts";
import type { Build, Package, User } from "../../model/image.ts";

/** The distribution of an image with a shell. */
type Shell = Exclude<Distribution, "none">;

/** The shell commands that install packages, pinned to the versions of the specification. Empty without packages. */
export function installPackages(packages: readonly Package[], distribution: Shell): readonly string[] {
  if (packages.length === 0) return [];
  const words = packages.map((named) => quoteShell(pinned(named, distribution)));
  if (distribution === "alpine") return [`apk add --no-cache ${words.join(" ")}`];
  return [
    "apt-get update",
    `apt-get install --yes --no-install-recommends ${words.join(" ")}`,
    "rm -rf /var/lib/apt/lists/*",
  ];
}

/** Version `15` of libpq5 is `libpq5=15*` for apt, which takes patterns, and `libpq5~=15` for apk, which compares prefixes. */
function pinned({ name, version }: Package, distribution: Shell): string {
  if (version === undefined) return name;
  return distribution === "alpine" ? `${name}~=${version}` : `${name}=${version}*`;
}

/** The packages that a service needs at run time, with its init process. */
export function runPackages(build: Build, own: readonly Package[]): readonly Package[] {
  return build.init ? [...own, build.init].sort((a, b) => (a.name < b.name ? -1 : 1)) : own;
}

/** The entry point: the init process, if the service has one. */
export function entrypointOf(build: Build, distribution: Shell): readonly string[] {
  if (!build.init) return [];
  const folder = distribution === "alpine" && build.init.name === "tini" ? "/sbin" : "/usr/bin";
  return [`${folder}/${build.init.name}`, "--"];
}

/** The commands that add the user. Its home is /tmp, because the root file system is read-only at run time. */
export function addUser(user: User, distribution: Shell, image: string): readonly string[] {
  const { id, group, name } = user;
  if (name === undefined || hasUser(user, image)) return [];
  if (distribution === "alpine") {
    return [`addgroup -g ${group} ${name}`, `adduser -D -H -h /tmp -s /sbin/nologin -u ${id} -G ${name} ${name}`];
  }
  return [
    `groupadd --gid ${group} ${name}`,
    `useradd --uid ${id} --gid ${group} --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ${name}`,
  ];
}
