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

/** The roles for the Key Vault among those that a service asks for. */
export function vaultRolesOf(cloud: readonly string[]): readonly string[] {
  return cloud.flatMap((role) => vaultRoles[role] ?? []);
}

/** The roles for the storage account among those that a service asks for. */
export function storageRolesOf(cloud: readonly string[]): readonly string[] {
  return cloud.flatMap((role) => storageRoles[role] ?? []);
}
