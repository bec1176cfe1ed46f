import type { Environment } from "../model/platform.ts";
import type { Fields } from "./document.ts";

/** How Prometheus finds the services of an environment. It depends on where they run. */
export interface Reach {
  /** The part of a scrape configuration that finds every replica at a port, and labels each with `service`. */
  readonly discovery: (service: { readonly name: string; readonly hostname: string }, port: number) => Fields;
  /** The address of a service that has one replica. */
  readonly address: (name: string, port: number) => string;
  /** The labels of containers that cAdvisor exports; undefined: it does not run there. */
  readonly containers: ContainerLabels | undefined;
}

/** What the metrics of containers are selected by. */
export interface ContainerLabels {
  /** The Compose project. */
  readonly project: string;
  /** The names of services as the engine has them, each with its name in the specification, where these differ. */
  readonly renamed: readonly { readonly hostname: string; readonly name: string }[];
}

/**
 * In Compose a service name resolves to the addresses of all replicas. A static address would meet another replica at each
 * scrape (https://github.com/prometheus/prometheus/issues/7268).
 */
export function composeReach(environment: Environment, project: string): Reach {
  const hostnames = new Map(environment.services.map(({ name, hostname }) => [name, hostname]));
  return {
    discovery: ({ name, hostname }, port) => ({
      dns_sd_configs: [{ names: [hostname], type: "A", port, refresh_interval: "15s" }],
      relabel_configs: [{ target_label: "service", replacement: name }],
    }),
    address: (name, port) => `${hostnames.get(name) ?? name}:${port}`,
    containers: {
      project,
      renamed: environment.services.filter(({ name, hostname }) => name !== hostname),
    },
  };
}
