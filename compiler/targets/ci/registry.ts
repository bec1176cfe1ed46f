import type { Platform } from "../../model/platform.ts";
import type { CiTargetSpec } from "../../spec/spec.ts";

/** The registry that images are pushed to. */
export interface Registry {
  /** `docker.io`, `ghcr.io`. */
  readonly host: string;
  /**
   * `own`: the registry of the CI provider, which accepts the tokens of jobs; `azure`: Azure Container Registry;
   * `other`: any other registry, with a user name and a password.
   */
  readonly kind: "own" | "azure" | "other";
}

/** The registries of CI providers that have one. */
const ownRegistries: Readonly<Partial<Record<CiTargetSpec["provider"], string>>> = {
  github: "ghcr.io",
  gitlab: "registry.gitlab.com",
};

/** The registry of a platform; undefined if none is set or nothing is built. */
export function registryOf({ registry, builds }: Platform, { provider }: CiTargetSpec): Registry | undefined {
  if (builds.length === 0 || registry === undefined) return undefined;
  const [first = ""] = registry.split("/");
  const host = /[.:]|^localhost$/.test(first) ? first : "docker.io";
  if (host === ownRegistries[provider]) return { host, kind: "own" };
  return { host, kind: host.endsWith(".azurecr.io") ? "azure" : "other" };
}
