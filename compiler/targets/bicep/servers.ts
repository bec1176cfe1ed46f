import type { BicepCode, BicepValue } from "../../literals/bicep.ts";
import type { Resources } from "../../model/workload.ts";
import { call, code, endpointCall, type ModuleCall, placed, zoneCall } from "./calls.ts";
import { type Context, conditionOf, presentSettings } from "./context.ts";
import { servicesNamed } from "./deployment.ts";
import { type ManagedKind, type ManagedService, managedKind } from "./managed.ts";
import { namePrefix, symbolOf } from "./names.ts";
import type { Literal } from "./parameters.ts";
import { Settings } from "./settings.ts";
import { allocateServer, mongoVersion, postgresTier, standby, storageSize } from "./sizes.ts";

/** A service that Azure runs itself in some environments. */
export interface Server {
  readonly name: string;
  readonly kind: ManagedKind;
  /** By deployment. */
  readonly services: readonly (ManagedService | undefined)[];
  readonly first: ManagedService;
  /** Its size, by environment. */
  readonly settings: Settings;
}

/** The services of these names that Azure runs itself. */
export function serversOf(names: readonly string[], context: Context): readonly Server[] {
  return names.flatMap((name) => {
    const services = servicesNamed(context.deployments, name);
    const kinds = services.map((service, index) => {
      const settings = context.deployments[index]?.settings;
      return service && settings ? (managedKind(service, settings) ?? "container") : undefined;
    });
    const kind = context.same(kinds, `The choice of managed service or container for ${name}`, [
      "targets",
      "bicep",
      "managed",
    ]);
    const [first] = services.filter((service): service is ManagedService => service?.origin.kind === "engine");
    if (kind === undefined || kind === "container" || !first) return [];
    const server = { name, kind, services: services as Server["services"], first };
    return [{ ...server, settings: settingsOf(server, context) }];
  });
}

/** The private DNS zone of a kind of service, its part behind an endpoint, and its longest name. */
const networks: Readonly<
  Record<ManagedKind, { readonly zone: string; readonly part: string; readonly longest: number }>
> = {
  mongo: { zone: "privatelink.mongocluster.cosmos.azure.com", part: "MongoCluster", longest: 40 },
  postgres: { zone: "privatelink.postgres.database.azure.com", part: "postgresqlServer", longest: 63 },
  redis: { zone: "privatelink.redis.azure.net", part: "redisEnterprise", longest: 60 },
};

/** The modules of the services that Azure runs itself. */
export function serverCalls(servers: readonly Server[], context: Context): readonly ModuleCall[] {
  const kinds = [...new Set(servers.map(({ kind }) => kind))].sort();
  return [
    ...kinds.map((kind, index) => ({
      ...zoneCall(`${kind}Zone`, networks[kind].zone),
      comment: index === 0 ? "Databases." : null,
    })),
    ...servers.flatMap((server) => {
      const { name, kind, services } = server;
      const symbol = symbolOf(name, "server");
      const settings = symbolOf(name, "settings");
      const condition = conditionOf(settings, services);
      const values = {
        ...placed,
        locked: code("locked"),
        name: serverName(server, context),
        settings: code(presentSettings(settings, services)),
        workspaceId: code("monitoring.outputs.workspaceId"),
        ...valuesOf(server, context),
      };
      return [
        call(symbol, kind, values, { condition }),
        endpointCall({
          symbol: symbolOf(name, "server_endpoint"),
          name: `${name}-server-endpoint`,
          service: symbol,
          zone: `${kind}Zone`,
          part: networks[kind].part,
          condition,
        }),
      ];
    }),
  ];
}

/** The globally unique name of a server. */
export function serverName(server: Pick<Server, "name" | "kind">, context: Context): BicepCode {
  return code(`'${serverPrefix(server, context)}-\${unique}'`);
}

/** The start of the globally unique name of a server. */
export function serverPrefix({ name, kind }: Pick<Server, "name" | "kind">, { platform }: Context): string {
  return namePrefix(`${platform.name}-${name}`, networks[kind].longest);
}

/** The size of a server in each environment, as the type in the module of its kind describes it. */
function settingsOf({ kind, services }: Omit<Server, "settings">, context: Context): Settings {
  const settings = new Settings();
  const add = (key: string, of: (service: ManagedService, index: number) => Literal): void =>
    void settings.add(
      [key],
      "",
      services.map((service, index) => service && of(service, index)),
    );
  const at = (index: number): Parameters<typeof standby>[1] => {
    const deployment = context.deployments[index];
    return {
      isProduction: deployment?.environment.tier === "production",
      isZonal: deployment?.settings.zoneRedundant ?? false,
    };
  };
  const sized = (index: number, { resources }: { resources: Resources }): string =>
    allocateServer(kind, resources, at(index).isProduction) ?? "";
  add("highAvailability", (_, index) => standby(kind, at(index)));
  add("size", (service, index) => sized(index, service));
  if (kind !== "redis") add("storage", ({ storage }) => storageSize(kind, storage) ?? 0);
  if (kind === "postgres") add("tier", (service, index) => postgresTier(sized(index, service)));
  return settings;
}

/** The arguments of the module of a server that are the same everywhere. */
function valuesOf({ kind, first }: Server, context: Context): Readonly<Record<string, BicepValue>> {
  const { username = "", database = "", password, version, parameters } = first.origin;
  if (kind === "redis") {
    return { evictionPolicy: evictionPolicies[parameters["maxmemory-policy"] ?? ""] ?? "NoEviction" };
  }
  const administration = {
    administrator: username,
    administratorPassword: code(password === undefined ? "''" : context.secret(password)),
  };
  if (kind === "mongo") return { ...administration, version: mongoVersion(version) };
  return {
    ...administration,
    configurations: configurationsOf(first),
    database,
    version: version.split(/[^0-9]/)[0] ?? version,
  };
}

/** The configuration of a PostgreSQL server. An extension must be allowed before a database can load it. */
function configurationsOf({ origin }: ManagedService): readonly { readonly name: string; readonly value: string }[] {
  const extensions = origin.engine === "pgvector" ? { "azure.extensions": "VECTOR" } : {};
  return Object.entries({ ...extensions, ...origin.parameters })
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The eviction policies of Redis, as Azure spells them. */
export const evictionPolicies: Readonly<Record<string, string>> = {
  "allkeys-lfu": "AllKeysLFU",
  "allkeys-lru": "AllKeysLRU",
  "allkeys-random": "AllKeysRandom",
  noeviction: "NoEviction",
  "volatile-lfu": "VolatileLFU",
  "volatile-lru": "VolatileLRU",
  "volatile-random": "VolatileRandom",
  "volatile-ttl": "VolatileTTL",
};
