import type { Job, Service } from "../../model/service.ts";
import type { Context } from "./context.ts";
import { servicesOf } from "./deployment.ts";
import { entriesUsed } from "./entries.ts";
import { isManaged } from "./managed.ts";

/** The built-in roles for the Key Vault (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles). */
const vaultRoles: Readonly<Record<string, string>> = {
  "key-vault-certificate-user": "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
  "key-vault-crypto-user": "12338af0-0e69-4776-bea7-57ae8d297424",
  "key-vault-secrets-user": "4633458b-17de-408a-b874-0445c86b69e6",
};

/** Those for the storage account. */
const storageRoles: Readonly<Record<string, string>> = {
  "storage-blob-data-contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "storage-blob-data-reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
};

/** The roles for the Key Vault among the roles of a service. */
export function vaultRolesOf(cloud: readonly string[]): readonly string[] {
  return cloud.flatMap((role) => vaultRoles[role] ?? []);
}

/** The roles for the storage account among the roles of a service. */
export function storageRolesOf(cloud: readonly string[]): readonly string[] {
  return cloud.flatMap((role) => storageRoles[role] ?? []);
}

/** The roles in Azure that some environment gives a workload. */
export function cloudOf(workloads: readonly (Service | Job | undefined)[]): readonly string[] {
  const roles = workloads.flatMap((workload) =>
    workload && "access" in workload ? (workload.access?.cloud ?? []) : [],
  );
  return [...new Set(roles)].sort();
}

/** Whether a workload reads the vault, or has a role in it. */
export function hasVaultIn({ deployments }: Pick<Context, "deployments">): boolean {
  return deployments.some(({ environment, settings }) =>
    [...servicesOf(environment).filter((service) => !isManaged(service, settings)), ...environment.jobs].some(
      (workload) => entriesUsed([workload]).length > 0 || vaultRolesOf(cloudOf([workload])).length > 0,
    ),
  );
}
