import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import { identifierOf } from "./names.ts";
import type { ModuleParameters } from "./parameters.ts";

/** A module that main.bicep deploys. */
export interface ModuleCall {
  readonly symbol: string;
  /** Below the folder of the modules. */
  readonly file: string;
  /** What stands above the first module of a kind. */
  readonly comment: string | null;
  /** The parameter that says whether it is deployed; null: always. */
  readonly condition: string | null;
  readonly arguments: readonly { readonly name: string; readonly value: BicepValue }[];
  readonly dependsOn: readonly string[];
  /** Where it is deployed; null: to the resource group of the environment. */
  readonly scope: string | null;
}

/** A module that is always deployed. */
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
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    dependsOn,
    scope,
  };
}

/** What is passed to a module for its parameters. */
export function argumentsOf(own: ModuleParameters): Readonly<Record<string, BicepValue>> {
  return Object.fromEntries(own.sorted().map(({ name, argument }) => [name, code(argument)]));
}

/** A piece of Bicep. */
export function code(text: string): BicepCode {
  return new BicepCode(text);
}

/** What nearly every module has. */
export const placed = { location: code("location"), tags: code("tags") } as const;

/** A way from the network to a service of Azure. */
export interface Endpoint {
  readonly name: string;
  /** The module of the service, which has an output `id`. */
  readonly service: string;
  readonly zone: string;
  readonly part: string;
  readonly condition: string | null;
}

/** A private endpoint. */
export function endpointCall({ name, service, zone, part, condition }: Endpoint): ModuleCall {
  const values = {
    ...placed,
    name: `${name}-endpoint`,
    part,
    serviceId: code(condition === null ? `${service}.outputs.id` : `${service}.?outputs.id ?? ''`),
    subnetId: code("network.outputs.endpointsSubnetId"),
    zoneId: code(`${zone}.outputs.id`),
  };
  return call(identifierOf(name, "endpoint"), "private-endpoint", values, { condition });
}

/** The zone with the private names of a kind of service. */
export function zoneCall(symbol: string, name: BicepValue): ModuleCall {
  return call(symbol, "private-dns-zone", { name, networkId: code("network.outputs.id"), tags: code("tags") });
}
