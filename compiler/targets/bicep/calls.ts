import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import { byName } from "./parameters.ts";

/** A module that main.bicep deploys. */
export interface ModuleCall {
  readonly symbol: string;
  /** Below the folder of the modules. */
  readonly file: string;
  /** Stands above the first module of a kind. */
  readonly comment: string | null;
  /** When it is deployed; null: always. */
  readonly condition: string | null;
  readonly arguments: readonly { readonly name: string; readonly value: BicepValue }[];
  readonly dependsOn: readonly string[];
  /** Where it is deployed; null: to the resource group of the environment. */
  readonly scope: string | null;
}

/** A module, which is always deployed unless it has a condition. */
export function call(
  symbol: string,
  file: string,
  values: Readonly<Record<string, BicepValue>>,
  further: Partial<Pick<ModuleCall, "comment" | "condition" | "dependsOn" | "scope">> = {},
): ModuleCall {
  const { comment = null, condition = null, dependsOn = [], scope = null } = further;
  return {
    symbol,
    file,
    comment,
    condition,
    arguments: Object.entries(values)
      .map(([name, value]) => ({ name, value }))
      .sort(byName),
    dependsOn,
    scope,
  };
}

/** A piece of Bicep. */
export function code(text: string): BicepCode {
  return new BicepCode(text);
}

/** Arguments of nearly every module. */
export const placed = { location: code("location"), tags: code("tags") } as const;

/** A way from the network to a service of Azure. */
export interface Endpoint {
  readonly symbol: string;
  /** In the resource group. */
  readonly name: string;
  /** The module of the service, which has an output `id`. */
  readonly service: string;
  readonly zone: string;
  readonly part: string;
  readonly condition: string | null;
}

/** A private endpoint. */
export function endpointCall({ symbol, name, service, zone, part, condition }: Endpoint): ModuleCall {
  const values = {
    ...placed,
    name,
    part,
    serviceId: code(`${service}${condition === null ? "" : "!"}.outputs.id`),
    subnetId: code("network.outputs.endpointsSubnetId"),
    zoneId: code(`${zone}.outputs.id`),
  };
  return call(symbol, "private-endpoint", values, { condition });
}

/** The zone with the private names of a kind of service. */
export function zoneCall(symbol: string, name: BicepValue): ModuleCall {
  return call(symbol, "private-dns-zone", { name, networkId: code("network.outputs.id"), tags: code("tags") });
}
