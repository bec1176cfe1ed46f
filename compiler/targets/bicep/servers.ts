import type { BicepCode, BicepValue } from "../../literals/bicep.ts";
import type { Resources } from "../../model/workload.ts";
import { call, code, endpointCall, type ModuleCall, placed, zoneCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { servicesNamed } from "./deployment.ts";
import { type ManagedKind, type ManagedService, managedKind } from "./managed.ts";
import { identifierOf, namePrefix } from "./names.ts";
import { isParameter, type Literal } from "./parameters.ts";
import { secretParameter } from "./secrets.ts";
import { allocateServer, mongoVersion, postgresTier, standby, storageSize } from "./sizes.ts";

/** A service that Azure runs itself in some environments. */
export interface Server {
  readonly name: string;
  readonly kind: ManagedKind;
  /** By deployment. */
  readonly services: readonly (ManagedService | undefined)[];
  readonly first: ManagedService;
}

/** The services of these names that Azure runs itself. */
export function serversOf(names: readonly string[], context: Context): readonly Server[] {
  return names.flatMap((name) => {
    const services = servicesNamed(context.deployments, name);
    const kinds = services.map((service, index) => {
      const settings = context.deployments[index]?.settings;
      return service && settings ? (managedKind(service, settings) ?? "container") : undefined;
    });
    const kind = context.same(kinds, `How ${name} is run`, ["targets", "bicep", "managed"]);
    const [first] = services.filter((service): service is ManagedService => service?.origin.kind === "engine");
    if (kind === undefined || kind === "container" || !first) return [];
    return [{ name, kind, services: services as Server["services"], first }];
  });
}

/** What a kind of service is called in a network, and by which part of it. */
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
      const symbol = identifierOf(name, "server");
      const condition = context.condition(name, services);
      const values = {
        ...placed,
        locked: code("locked"),
        name: serverName(server, context),
        workspaceId: code("monitoring.outputs.workspaceId"),
        ...valuesOf(server, context),
      };
      return [
        call(symbol, kind, values, { condition }),
        endpointCall({
          name,
          service: symbol,
          zone: `${kind}Zone`,
          part: networks[kind].part,
          condition,
        }),
      ];
    }),
  ];
}

/** The name that a server has in the world. */
export function serverName(server: Pick<Server, "name" | "kind">, context: Context): BicepCode {
  return code(`'${serverPrefix(server, context)}-\${unique}'`);
}

/** The start of the name that a server has in the world. */
export function serverPrefix({ name, kind }: Pick<Server, "name" | "kind">, { platform }: Context): string {
  return namePrefix(`${platform.name}-${name}`, networks[kind].longest);
}

/** What is said to the module of a server of each kind. */
function valuesOf(server: Server, context: Context): Readonly<Record<string, BicepValue>> {
  const { name, kind, services, first } = server;
  const vary = (
    words: string,
    description: string,
    of: (service: ManagedService, index: number) => Literal,
  ): BicepValue => {
    const naming = { names: [[name, words]], description: `${description} of ${name}.` };
    const varied = context.parameters.vary(
      naming,
      services.map((service, index) => service && of(service, index)),
    );
    return isParameter(varied) ? code(varied.name) : varied;
  };
  const at = (index: number): Parameters<typeof standby>[1] => {
    const deployment = context.deployments[index];
    return {
      isProduction: deployment?.environment.tier === "production",
      isZonal: deployment?.settings.zoneRedundant ?? false,
    };
  };
  const sized = (index: number, { resources }: { resources: Resources }): string =>
    allocateServer(kind, resources, at(index).isProduction);
  const highAvailability = vary("highAvailability", "What stands by for the server", (_, index) =>
    standby(kind, at(index)),
  );
  const { username = "", database = "", password, version, settings } = first.origin;
  const size = vary("size", "The machine", (service, index) => sized(index, service));
  if (kind === "redis") {
    const evictionPolicy = evictionPolicies[settings["maxmemory-policy"] ?? ""] ?? "NoEviction";
    return { evictionPolicy, highAvailability, sku: size };
  }
  const administration = {
    administrator: username,
    administratorPassword: code(password === undefined ? "''" : secretParameter(password, context).name),
    highAvailability,
    storage: vary("storage", "The gibibytes of the disk", ({ storage }) => storageSize(storage)),
  };
  if (kind === "mongo") return { ...administration, tier: size, version: mongoVersion(version) };
  return {
    ...administration,
    database,
    settings: settingsOf(first),
    sku: size,
    tier: vary("tier", "The kind of machine", (service, index) => postgresTier(sized(index, service))),
    version: version.split(/[^0-9]/)[0] ?? version,
  };
}

/** The settings of a PostgreSQL server. Extensions beyond the usual ones have to be allowed. */
function settingsOf({ origin }: ManagedService): readonly { readonly name: string; readonly value: string }[] {
  const extensions = origin.engine === "pgvector" ? { "azure.extensions": "VECTOR" } : {};
  return Object.entries({ ...extensions, ...origin.settings })
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What Redis calls policies, and what Azure does. */
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
