import type { Environment } from "../../model/platform.ts";
import type { Job, Service } from "../../model/service.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { ComposeSecretsSpec } from "../../spec/spec.ts";
import { composeHelpers, composeSettings } from "../paths.ts";

/**
 * How Docker Compose replaces the services of a file, in the order of their dependencies. Each step is a line of the script:
 * what happens, the service and its numbers.
 */
export function stepsOf(
  environment: Environment,
  services: readonly Service[],
  jobs: readonly Job[],
): readonly string[] {
  const needed = jobs.filter(({ before }) => before.some((name) => services.some((service) => service.name === name)));
  const sorted: (Service | Job)[] = [];
  const visited = new Set<string>();
  const add = (workload: Service | Job): void => {
    if (visited.has(workload.name)) return;
    visited.add(workload.name);
    const names = new Set([...workload.dependsOn.map(({ name }) => name), ...workload.talksTo]);
    for (const job of needed) if (names.has(job.name) || job.before.includes(workload.name)) add(job);
    for (const service of services) if (names.has(service.name)) add(service);
    sorted.push(workload);
  };
  for (const workload of [...services, ...needed]) add(workload);
  return [...helperSteps(environment, services), ...sorted.map(stepOf)];
}

/** The services that prepare volumes and secrets. */
function helperSteps(environment: Environment, services: readonly Service[]): readonly string[] {
  const secrets = withDefaults<ComposeSecretsSpec>(composeSettings(environment).secrets, "composeSecrets");
  const hasForeign =
    environment.dataFolder === undefined &&
    services.some(({ storage }) => storage.some(({ needsOwner }) => needsOwner));
  return [
    ...(secrets.provider === "vault" ? [`update ${composeHelpers.vaultAgent}`] : []),
    ...(hasForeign ? [`once ${composeHelpers.volumeOwners} 0`] : []),
  ];
}

function stepOf(workload: Service | Job): string {
  const { hostname } = workload;
  if (!("scale" in workload)) return `once ${hostname} ${workload.timeout * (workload.retries + 1)}`;
  const { update, scale } = workload;
  const reason = reasonToStopFirst(workload);
  if (reason !== undefined) return `update ${hostname} ${reason}`;
  if (update.strategy === "recreate" || (update.order === "stop-first" && scale.min <= update.parallelism)) {
    return `update ${hostname}`;
  }
  if (update.strategy === "blue-green") return `swap ${hostname} ${scale.min} ${update.onFailure} ${update.soak}`;
  const { parallelism, delay, rollback } = update;
  const numbers = [parallelism, delay, rollback.parallelism, rollback.delay];
  // The name under which a new replica gets requests once it is healthy.
  const alias = workload.ports.length > 0 ? [hostname] : [];
  return ["roll", hostname, scale.min, update.order, update.onFailure, ...numbers, ...alias].join(" ");
}

/** Why two versions of a service cannot run at the same time on one machine; undefined if they can. */
export function reasonToStopFirst({ publish, scale, hardening, update, storage }: Service): string | undefined {
  const [published] = publish;
  if (published) return `it publishes port ${published.host}`;
  if (hardening.usesHostNetwork) return "it uses the network of the host";
  if (scale.isSingle) return "at most one replica may run";
  const volume = storage.find(({ shared }) => !shared);
  if (volume && update.strategy === "blue-green") return `replicas cannot share its volume ${volume.name}`;
  return undefined;
}
