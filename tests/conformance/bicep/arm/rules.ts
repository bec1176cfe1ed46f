import { objectOf, textOf, type Value, type Values } from "./functions.ts";
import type { Resource } from "./world.ts";

/** What rules see of a subscription. */
export interface Seen {
  readonly reserved: ReadonlySet<string>;
  readonly ownerOf: (host: string) => string | undefined;
  readonly hasImage: (image: string) => boolean;
  readonly clock: number;
  find(id: string): Resource | undefined;
  all(type: string): readonly Resource[];
}

type Wanted = Pick<Resource, "id" | "type" | "name" | "body">;

/** Why Azure refuses a resource; undefined: it does not. */
type Check = (wanted: Wanted, world: Seen, existing: Resource | undefined) => string | undefined;

/** Seconds until a role is effective everywhere. */
export const roleDelay = 120;

const roles = {
  pull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  secrets: "4633458b-17de-408a-b874-0445c86b69e6",
} as const;

/** Everything that Azure refuses, in the order in which it looks. */
export const checks: readonly Check[] = [
  parentExists,
  idsExist,
  vaultNameIsFree,
  assignmentIsUnchanged,
  serverHasPassword,
  entryHasValue,
  appCanStart,
  hostNamesAreProven,
];

function parentExists({ id, type, body }: Wanted, world: Seen): string | undefined {
  if (body.scope !== undefined) return world.find(textOf(body.scope)) ? undefined : `${id}: its scope does not exist`;
  if (type.split("/").length < 3) return undefined;
  const parent = id.split("/").slice(0, -2).join("/");
  // Azure creates the default services of a storage account itself.
  return world.find(parent) ? undefined : `ParentResourceNotFound: ${id}`;
}

/** Every ID in a resource is that of a resource, or of a part of one. */
function idsExist({ id, body }: Wanted, world: Seen): string | undefined {
  for (const other of idsIn(body.properties ?? null)) {
    if (other.startsWith("/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/")) continue;
    const parent = other.split("/").slice(0, -2).join("/");
    if (!world.find(other) && !(other.includes("/subnets/") && world.find(parent))) {
      return `${id} names ${other}, which does not exist`;
    }
  }
  return undefined;
}

function idsIn(value: Value): readonly string[] {
  if (typeof value === "string") return value.startsWith("/subscriptions/") ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Values).flatMap(idsIn);
}

function vaultNameIsFree(
  { type, name }: Wanted,
  { reserved }: Seen,
  existing: Resource | undefined,
): string | undefined {
  if (type !== "Microsoft.KeyVault/vaults" || existing || !reserved.has(name)) return undefined;
  return `ConflictError: A vault with the name ${name} is in a deleted state`;
}

function assignmentIsUnchanged({ type, body }: Wanted, _: Seen, existing: Resource | undefined): string | undefined {
  if (type !== "Microsoft.Authorization/roleAssignments" || !existing) return undefined;
  const isSame = existing.properties.principalId === objectOf(body.properties).principalId;
  return isSame ? undefined : "RoleAssignmentUpdateNotPermitted";
}

function serverHasPassword({ type, id, body }: Wanted, _: Seen, existing: Resource | undefined): string | undefined {
  const properties = objectOf(body.properties ?? {});
  const password =
    type === "Microsoft.DocumentDB/mongoClusters"
      ? objectOf(properties.administrator).password
      : type === "Microsoft.DBforPostgreSQL/flexibleServers"
        ? properties.administratorLoginPassword
        : "none";
  return existing || (password ?? "") !== "" ? undefined : `${id} has no password`;
}

function entryHasValue({ type, id, body }: Wanted): string | undefined {
  if (type !== "Microsoft.KeyVault/vaults/secrets") return undefined;
  return textOf(objectOf(body.properties).value ?? "") === "" ? `${id} has no value` : undefined;
}

/** Images, secrets and shares that an app or a job reads while it is created, with the roles that it needs for them. */
function appCanStart({ type, id, name, body }: Wanted, world: Seen): string | undefined {
  if (type !== "Microsoft.App/containerApps" && type !== "Microsoft.App/jobs") return undefined;
  const [identity = ""] = Object.keys(objectOf(objectOf(body.identity).userAssignedIdentities));
  const principal = world.find(identity)?.properties.principalId;
  if (principal === undefined) return `${id}: the identity ${identity} does not exist`;
  const can: Can = (role, scopes) => hasRole(world, textOf(principal), role, scopes);
  const problem =
    problemOfImages(body, can, world) ?? problemOfSecrets(body, can, world) ?? problemOfShares(body, world);
  return problem && `${name}: ${problem}`;
}

/** Whether the identity of an app has a role in one of the scopes. */
type Can = (role: string, scopes: readonly string[]) => boolean;

function problemOfImages(body: Values, can: Can, world: Seen): string | undefined {
  const { configuration, template } = objectOf(body.properties);
  const registries = (objectOf(configuration).registries ?? []) as readonly Values[];
  for (const { image } of (objectOf(template).containers ?? []) as readonly Values[]) {
    const server = registries.map((one) => textOf(one.server)).find((one) => textOf(image).startsWith(`${one}/`));
    if (server === undefined) continue;
    const registry = world
      .all("Microsoft.ContainerRegistry/registries")
      .find(({ properties }) => properties.loginServer === server);
    if (!registry || !can(roles.pull, [registry.id])) {
      return `unable to pull image using Managed identity for registry ${server}`;
    }
    if (!world.hasImage(textOf(image).replace(/@sha256:.*$/, ""))) return `MANIFEST_UNKNOWN: ${textOf(image)}`;
  }
  return undefined;
}

function problemOfSecrets(body: Values, can: Can, world: Seen): string | undefined {
  const { configuration } = objectOf(body.properties);
  for (const { keyVaultUrl } of (objectOf(configuration).secrets ?? []) as readonly Values[]) {
    const [, name = "", entry = ""] = /^https:\/\/([^.]+)\.[^/]+\/secrets\/(.+)$/.exec(textOf(keyVaultUrl)) ?? [];
    const vault = world.all("Microsoft.KeyVault/vaults").find((one) => one.name === name);
    const scope = `${vault?.id}/secrets/${entry}`;
    if (!vault || !world.find(scope)) return `SecretNotFound: ${textOf(keyVaultUrl)}`;
    if (!can(roles.secrets, [scope, vault.id])) return `Unable to get value using Managed identity for secret ${entry}`;
    if (!isReachable(world, vault.id)) return `${name} cannot be reached from the network`;
  }
  return undefined;
}

function problemOfShares(body: Values, world: Seen): string | undefined {
  const { template, environmentId } = objectOf(body.properties);
  const volumes = (objectOf(template).volumes ?? []) as readonly Values[];
  const shares = volumes.flatMap(({ storageName }) => (storageName === undefined ? [] : [textOf(storageName)]));
  const missing = shares.find((share) => !world.find(`${textOf(environmentId)}/storages/${share}`));
  return missing === undefined ? undefined : `the storage ${missing} does not exist`;
}

function hasRole(world: Seen, principal: string, role: string, scopes: readonly string[]): boolean {
  return world.all("Microsoft.Authorization/roleAssignments").some(({ body, properties, since }) => {
    const isOne = properties.principalId === principal && textOf(properties.roleDefinitionId).endsWith(role);
    const isThere = scopes.some((scope) => scope.toLowerCase() === textOf(body.scope).toLowerCase());
    return isOne && isThere && since + roleDelay <= world.clock;
  });
}

/** Whether a private endpoint leads to a service that is closed to the public network. */
function isReachable(world: Seen, id: string): boolean {
  if (world.find(id)?.properties.publicNetworkAccess !== "Disabled") return true;
  return world
    .all("Microsoft.Network/privateEndpoints")
    .some(({ properties }) => JSON.stringify(properties).includes(`"${id}"`));
}

/** A host name is bound where its DNS records lead, and to one app. */
function hostNamesAreProven({ type, id, body }: Wanted, world: Seen): string | undefined {
  if (type !== "Microsoft.App/containerApps") return undefined;
  const { ingress = {} } = objectOf(objectOf(body.properties).configuration);
  const domains = (objectOf(ingress).customDomains ?? []) as readonly Values[];
  const group = id.split("/")[4];
  const wrong = domains.find(({ name }) => world.ownerOf(textOf(name)) !== group);
  return wrong
    ? `InvalidCustomHostNameValidation: the records of ${textOf(wrong.name)} do not lead to ${group}`
    : undefined;
}
