import type { Registry } from "../registry.ts";

/** A permission of a job's token, with the reason for the comment. */
export interface Permission {
  readonly name: string;
  readonly access: "read" | "write";
  readonly reason: string;
}

const contents: Permission = { name: "contents", access: "read", reason: "to check out" };

/** What a job does besides checking out. */
interface Needs {
  /** Pulls from or pushes to the registry. */
  readonly registry?: { readonly access: "read" | "write"; readonly of: Registry | undefined; readonly why?: string };
  /** Whether it uploads scan results to GitHub. */
  readonly uploads?: boolean;
  /** Whether it looks for releases. */
  readonly findsReleases?: boolean;
  /** Why it needs an OIDC token. */
  readonly identity?: string;
  readonly attests?: boolean;
  readonly starts?: boolean;
  /** Whether it reads which commit is deployed. */
  readonly compares?: boolean;
  /** Whether it reads the protection rules of its environment. */
  readonly verifiesApprovals?: boolean;
}

/** The permissions of a job, by name. */
export function permissionsOf({
  registry,
  uploads,
  findsReleases,
  identity,
  attests,
  starts,
  compares,
  verifiesApprovals,
}: Needs): readonly Permission[] {
  const { of: place, access = "read" } = registry ?? {};
  const reason = registry?.why ?? (access === "read" ? "to pull images" : "to push images");
  const finds = findsReleases ? "to find releases, and " : "";
  const who = identity ?? (place?.kind === "azure" ? "to log in to Azure" : undefined);
  return [
    ...(uploads
      ? [{ name: "actions", access: "read", reason: `${finds}to upload scan results of private repositories` } as const]
      : []),
    ...(verifiesApprovals
      ? [{ name: "actions", access: "read", reason: "to read the rules of the environment" } as const]
      : []),
    ...(starts ? [{ name: "actions", access: "write", reason: "to start the release workflow" } as const] : []),
    ...(attests ? [{ name: "attestations", access: "write", reason: "to attest the build provenance" } as const] : []),
    contents,
    ...(compares ? [{ name: "deployments", access: "read", reason: "to find the deployed commit" } as const] : []),
    ...(who === undefined ? [] : [{ name: "id-token", access: "write", reason: who } as const]),
    ...(place?.kind === "own" ? [{ name: "packages", access, reason }] : []),
    ...(uploads ? [{ name: "security-events", access: "write", reason: "to upload scan results" } as const] : []),
  ];
}

/** The union of the permissions of several jobs, by name. */
export function permissionsOfAll(jobs: readonly (readonly Permission[])[]): readonly Permission[] {
  const byName = new Map(jobs.flat().map((permission) => [permission.name, permission]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
