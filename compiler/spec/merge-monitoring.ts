import { fillAs } from "./defaults.ts";
import { isIn } from "./included.ts";
import type { Layering } from "./merge.ts";
import { monitoringServices, tracesVariables } from "./monitoring-services.ts";
import { SpecNode } from "./node.ts";
import { type Tier, tierLayers } from "./tiers.ts";

/** The environment that services are merged for. Its name is empty for the base. */
interface MonitoredEnvironment {
  readonly name: string;
  readonly environment: SpecNode;
  readonly layering: Layering;
}

/** The services of an environment with those that `observability` adds, and with the variables that it brings. */
export function withMonitoring(
  services: SpecNode,
  observability: SpecNode | undefined,
  { name, environment, layering }: MonitoredEnvironment,
): SpecNode {
  const tier = environment.child("tier")?.content as Tier;
  const environments = observability?.child("environments")?.plain as readonly string[] | undefined;
  if (!observability || (name !== "" && !isIn(environments, name, tier))) return services;
  const { above, below } = tierLayers(tier);
  const restart = below.with(new Map([...below.entries].filter(([key]) => key === "restart")));
  const added = Array.from(
    monitoringServices(observability, services),
    ([one, service]) => [one, fillAs(layering.mergeAll(restart, service, above), "service")] as const,
  );
  return withVariables(services.with(new Map([...services.entries, ...added])), observability);
}

/** Services built from source get the address of the collector, unless they set the variables themselves. */
function withVariables(services: SpecNode, observability: SpecNode): SpecNode {
  if (!observability.child("traces")) return services;
  const entries = Array.from(services.entries, ([name, service]) => {
    if (["image", "engine", "static"].some((key) => service.child(key))) return [name, service] as const;
    const env = new Map([
      ...tracesVariables(observability, services, name),
      ...(service.child("env")?.entries ?? new Map<string, SpecNode>()),
    ]);
    const node = new SpecNode(env, service.child("env")?.origin ?? observability.origin);
    return [name, fillAs(service.with(new Map([...service.entries, ["env", node]])), "service")] as const;
  });
  return services.with(new Map(entries));
}
