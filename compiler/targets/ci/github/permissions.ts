import type { Registry } from "../registry.ts";

/** What the token of a job may do, and why, as a comment. */
export interface Permission {
  readonly name: string;
  readonly access: "read" | "write";
  readonly reason: string;
}

/** To check out the repository. */
const contents: Permission = { name: "contents", access: "read", reason: "to check out" };

/** Permissions that a job asks for, besides checking out. */
interface Needs {
  /** What it does with the registry. */
  readonly registry?: { readonly access: "read" | "write"; readonly of: Registry | undefined; readonly why?: string };
  /** Whether it tells GitHub what a scan has found. */
  readonly uploads?: boolean;
  /** Whether it signs, or logs in elsewhere, as what it is. */
  readonly identity?: string;
  readonly attests?: boolean;
  readonly starts?: boolean;
}

/** The permissions of a job, by name. */
export function permissionsOf({ registry, uploads, identity, attests, starts }: Needs): readonly Permission[] {
  const { of: place, access = "read" } = registry ?? {};
  const reason = registry?.why ?? (access === "read" ? "to pull images" : "to push images");
  const who = identity ?? (place?.kind === "azure" ? "to log in to Azure" : undefined);
  return [
    ...(uploads ? [{ name: "actions", access: "read", reason: "to upload in a private repository" } as const] : []),
    ...(starts ? [{ name: "actions", access: "write", reason: "to start the release" } as const] : []),
    ...(attests ? [{ name: "attestations", access: "write", reason: "to say how images were built" } as const] : []),
    contents,
    ...(who === undefined ? [] : [{ name: "id-token", access: "write", reason: who } as const]),
    ...(place?.kind === "own" ? [{ name: "packages", access, reason }] : []),
    ...(uploads ? [{ name: "security-events", access: "write", reason: "to upload what Trivy finds" } as const] : []),
  ];
}

/** What a workflow is allowed that has jobs with these permissions. */
export function permissionsOfAll(jobs: readonly (readonly Permission[])[]): readonly Permission[] {
  const byName = new Map(jobs.flat().map((permission) => [permission.name, permission]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
