import type { Platform } from "../../model/platform.ts";
import type { CiTargetSpec } from "../../spec/spec.ts";

/** Where images are pushed to, and who says who one is. */
export interface Registry {
  /** `docker.io`, `ghcr.io`. */
  readonly host: string;
  /**
   * `own`: the registry of whoever runs the pipeline, which knows its jobs; `azure`: a Container Registry of Azure;
   * `other`: one that takes a name and a password.
   */
  readonly kind: "own" | "azure" | "other";
}

/** The registries that belong to whoever runs a pipeline. */
const ownRegistries = { github: "ghcr.io", gitlab: "registry.gitlab.com" } as const;

/** The registry of a platform; undefined where it names none, or nothing is built. */
export function registryOf({ registry, builds }: Platform, { provider }: CiTargetSpec): Registry | undefined {
  if (builds.length === 0 || registry === undefined) return undefined;
  const [first = ""] = registry.split("/");
  const host = /[.:]|^localhost$/.test(first) ? first : "docker.io";
  if (host === ownRegistries[provider]) return { host, kind: "own" };
  return { host, kind: host.endsWith(".azurecr.io") ? "azure" : "other" };
}
