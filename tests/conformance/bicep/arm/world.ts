import { objectOf, textOf, unique, type Value, type Values } from "./functions.ts";
import { checks, type Seen } from "./rules.ts";

/** Something that a deployment does, in order. */
export interface Event {
  readonly kind: "put" | "outputs" | "parameters" | "deployment";
  readonly id: string;
  readonly body: Values;
}

/** A resource as Azure keeps it. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly body: Values;
  /** With what Azure adds. */
  readonly properties: Values;
  /** The second in which it was created. */
  readonly since: number;
}

/** A subscription in Azure: what resources look like once they exist, and what Azure refuses. */
export class World implements Seen {
  readonly resources = new Map<string, Resource>();
  /** Names of deleted vaults that are still reserved. */
  readonly reserved = new Set<string>();
  /** The group to whose apps the DNS records of a host name lead. */
  ownerOf: (host: string) => string | undefined = () => undefined;
  /** Whether a registry has an image. */
  hasImage: (image: string) => boolean = () => false;
  readonly events: Event[] = [];
  clock = 0;
  /** Called with each app and job, once Azure accepts it. */
  onApp: (resource: Resource) => void = () => {};
  #generation = 0;

  record(event: Event): void {
    this.events.push(event);
  }

  /** Creates or replaces a resource. */
  put(id: string, body: Values): Value {
    const type = textOf(body.type);
    const name = textOf(body.name).split("/").at(-1) ?? "";
    const existing = this.resources.get(id.toLowerCase());
    const problem = checks.map((check) => check({ id, type, name, body }, this, existing)).find(Boolean);
    if (problem) throw new Error(problem);
    const properties = { ...objectOf(body.properties ?? {}), ...this.#added(id, type, name, body, existing) };
    const resource = { id, type, name, body, properties, since: existing?.since ?? this.clock };
    this.resources.set(id.toLowerCase(), resource);
    this.record({ kind: "put", id, body });
    if (type === "Microsoft.App/containerApps" || type === "Microsoft.App/jobs") this.onApp(resource);
    return { ...body, id, properties };
  }

  /** A resource that exists already. */
  get(id: string): Value {
    const found = this.resources.get(id.toLowerCase());
    if (!found) throw new Error(`ResourceNotFound: ${id}`);
    return { ...found.body, id: found.id, properties: found.properties };
  }

  keysOf(id: string): Value {
    this.get(id);
    const key = `key-of-${unique(id)}`;
    return { primaryKey: key, keys: [{ value: key }] };
  }

  find(id: string): Resource | undefined {
    return this.resources.get(id.toLowerCase());
  }

  all(type: string): readonly Resource[] {
    return [...this.resources.values()].filter((resource) => resource.type === type);
  }

  /** Deletes a resource group with all that is in it. */
  deleteGroup(group: string): void {
    const start = `/subscriptions/s/resourcegroups/${group}/`.toLowerCase();
    for (const [id, resource] of this.resources) {
      if (!id.startsWith(start)) continue;
      // A deleted vault can be purged at once, unless it is protected.
      if (resource.type === "Microsoft.KeyVault/vaults") this.reserved.add(resource.name);
      this.resources.delete(id);
    }
  }

  #added(id: string, type: string, name: string, body: Values, existing: Resource | undefined): Values {
    switch (type) {
      case "Microsoft.ManagedIdentity/userAssignedIdentities":
        if (!existing) this.#generation += 1;
        return existing
          ? { principalId: existing.properties.principalId ?? "", clientId: existing.properties.clientId ?? "" }
          : { principalId: `principal-${name}-${this.#generation}`, clientId: `client-${name}-${this.#generation}` };
      case "Microsoft.KeyVault/vaults":
        return { vaultUri: `https://${name}.vault.azure.net/` };
      case "Microsoft.KeyVault/vaults/secrets": {
        const uri = `https://vault/secrets/${name}`;
        // The same value makes no new version.
        const isSame = existing && JSON.stringify(existing.body) === JSON.stringify(body);
        if (!isSame) this.#generation += 1;
        return {
          secretUriWithVersion: isSame
            ? (existing.properties.secretUriWithVersion ?? "")
            : `${uri}/${this.#generation}`,
        };
      }
      case "Microsoft.ContainerRegistry/registries":
        return { loginServer: `${name}.azurecr.io` };
      case "Microsoft.App/managedEnvironments":
        return {
          defaultDomain: `${unique(id)}.westeurope.azurecontainerapps.io`,
          staticIp: "10.0.0.4",
          customDomainConfiguration: { customDomainVerificationId: "proof" },
        };
      case "Microsoft.App/containerApps": {
        const configuration = objectOf(objectOf(body.properties).configuration);
        const ingress = { ...objectOf(configuration.ingress ?? {}), fqdn: `${name}.apps.example` };
        return { configuration: { ...configuration, ingress } };
      }
      case "Microsoft.DocumentDB/mongoClusters":
        return { connectionString: `mongodb+srv://<user>:<password>@${name}.mongocluster.cosmos.azure.com/` };
      case "Microsoft.DBforPostgreSQL/flexibleServers":
        return { fullyQualifiedDomainName: `${name}.postgres.database.azure.com` };
      case "Microsoft.Cache/redisEnterprise":
        return { hostName: `${name}.westeurope.redis.azure.net` };
      case "Microsoft.OperationalInsights/workspaces":
        return { customerId: unique(id) };
      default:
        return {};
    }
  }
}
