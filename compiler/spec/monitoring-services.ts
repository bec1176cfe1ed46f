import { nodeOf, type SpecNode } from "./node.ts";

/** The engines of the catalogue that export metrics of other engines. */
const exporters: Readonly<Record<string, string>> = {
  mongodb: "mongodb-exporter",
  pgvector: "postgres-exporter",
  postgres: "postgres-exporter",
  redis: "redis-exporter",
};

/** The secret with the password of Grafana's administrator, where the specification names none. */
export const grafanaSecret = "grafana-password";

/** A service that `observability` adds: its long form, which has the origin of the key that adds it. */
interface Added {
  readonly name: string;
  readonly service: object;
  readonly key: SpecNode;
}

/** The service with an engine: the one that the specification chooses, or else the first by name. */
export function serviceWithEngine(services: SpecNode, engine: string, chosen?: string): string | undefined {
  const isOf = (name: string): boolean => services.child(name)?.child("engine")?.child("name")?.content === engine;
  const names = [...services.entries.keys()].filter(isOf).sort();
  return chosen === undefined ? names[0] : names.find((name) => name === chosen);
}

/**
 * The services that `observability` adds to an environment, in their long forms. A service of the specification with the
 * engine takes the role, and nothing is added for it. `observability` has its defaults filled in.
 */
export function monitoringServices(observability: SpecNode, services: SpecNode): ReadonlyMap<string, SpecNode> {
  const added = [...metricsServices(observability, services), ...tracesServices(observability, services)];
  return new Map(added.map(({ name, service, key }) => [name, nodeOf(service, key.origin)]));
}

function metricsServices(observability: SpecNode, services: SpecNode): readonly Added[] {
  const key = observability.child("metrics");
  if (!key) return [];
  const text = (name: string): string | undefined => key.child(name)?.content as string | undefined;
  const isOn = (name: string): boolean => key.child(name)?.content === true;
  const [, version] = text("engine")?.split("@") ?? [];
  const add = (engine: string, more: object = {}, chosen?: string): readonly Added[] => {
    if (serviceWithEngine(services, engine, chosen) !== undefined) return [];
    return [
      { name: freeName(chosen ?? engine, services), service: { engine: { name: engine }, publish: [], ...more }, key },
    ];
  };
  const notifies = observability.child("notify") !== undefined || text("watchdog") !== undefined;
  const isProbed = [...services.entries.values()].some((service) => service.child("routes") !== undefined);
  return [
    ...add(
      "prometheus",
      {
        engine: { name: "prometheus", ...(version !== undefined && { version }) },
        storage: { data: { size: text("storage") } },
      },
      text("service"),
    ),
    ...add("grafana", {
      password: text("password") ?? `\${secrets.${grafanaSecret}}`,
      publish: [{ host: key.child("publish")?.content }],
    }),
    ...(notifies ? add("alertmanager") : []),
    ...(isOn("host") ? [...add("cadvisor"), ...add("node-exporter")] : []),
    ...(isOn("probes") && isProbed ? add("blackbox-exporter") : []),
    ...(isOn("exporters") ? exporterServices(services, key) : []),
  ];
}

/** An exporter for each database and cache. */
function exporterServices(services: SpecNode, key: SpecNode): readonly Added[] {
  return [...services.entries].flatMap(([database, node]) => {
    const engine = exporters[String(node.child("engine")?.child("name")?.content)];
    if (engine === undefined || isExported(database, engine, services)) return [];
    const password = String(node.child("password")?.content);
    const service = { engine: { name: engine }, publish: [], dependsOn: { [database]: {} } };
    const env = exporterVariables(engine, database, password);
    return [{ name: freeName(`${database}-exporter`, services), service: { ...service, env }, key }];
  });
}

/** Whether the specification has an exporter that depends on a database. */
function isExported(database: string, engine: string, services: SpecNode): boolean {
  return [...services.entries.values()].some(
    (service) =>
      service.child("engine")?.child("name")?.content === engine && service.child("dependsOn")?.child(database),
  );
}

/** The variables of exporters that do not read the password of a database from its file. */
function exporterVariables(engine: string, database: string, password: string): object {
  if (engine === "redis-exporter") {
    // A file that maps the address of each Redis to its password (https://github.com/oliver006/redis_exporter).
    const address = `redis://\${services.${database}.host}:\${services.${database}.port}`;
    return { REDIS_PASSWORD: { value: `{"${address}":"${password}"}` } };
  }
  if (engine === "mongodb-exporter") {
    return { MONGODB_PASSWORD: { value: password, as: "env", reason: "The exporter cannot read a file." } };
  }
  return {};
}

function tracesServices(observability: SpecNode, services: SpecNode): readonly Added[] {
  const key = observability.child("traces");
  const chosen = key?.child("service")?.content as string | undefined;
  if (!key || serviceWithEngine(services, "otel-collector", chosen) !== undefined) return [];
  const [name = "", version] = String(key.child("engine")?.content).split("@");
  const engine = version === undefined ? { name } : { name, version };
  return [{ name: freeName(chosen ?? name, services), service: { engine, publish: [] }, key }];
}

/** The name of an added service; another one where a service of the specification has it. */
function freeName(name: string, services: SpecNode): string {
  return services.entries.has(name) ? freeName(`${name}-monitoring`, services) : name;
}

/** The variables of OpenTelemetry's SDKs that send traces to the collector (OpenTelemetry specification, SDK variables). */
export function tracesVariables(
  observability: SpecNode,
  services: SpecNode,
  service: string,
): ReadonlyMap<string, SpecNode> {
  const key = observability.child("traces");
  const collector = serviceWithEngine(services, "otel-collector", key?.child("service")?.content as string | undefined);
  if (!key || collector === undefined) return new Map();
  const variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `\${services.${collector}.url}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_SERVICE_NAME: service,
  };
  return new Map(Object.entries(variables).map(([name, value]) => [name, nodeOf({ value }, key.origin)]));
}
