import type { Spec } from "../../spec/normalize.ts";
import type { Environment } from "../platform.ts";
import type { Service } from "../service.ts";
import { mainServices } from "../subsets.ts";
import type { Rule } from "./rule.ts";

/** Within what runs together, a port of the host is opened once. Only Compose publishes ports. */
export const publishedPortsAreUnique: Rule = ({ spec, platform }, reporter) => {
  for (const environment of platform.environments) {
    if (environment.targets.compose?.enabled === false) continue;
    for (const together of runsTogether(environment)) {
      const owners = new Map<string, Service>();
      for (const service of together) {
        service.publish.forEach(({ host, address, port }, index) => {
          const transport = port.protocol === "udp" ? "udp" : "tcp";
          const key = `${host}/${transport}`;
          const other = owners.get(key);
          owners.set(key, other ?? service);
          if (!other) return;
          const place = reporter.locate({
            environment: environment.name,
            path: [...other.path, "publish"],
            half: "key",
          });
          reporter.report(
            "model/port-in-use",
            { environment: environment.name, path: [...service.path, "publish", index] },
            {
              ...{ port: host, address, service: service.name, other: other.name },
              ...{ environment: environment.name, isOwn: isInBase(spec, service.name) },
            },
            { related: [{ message: `Service '${other.name}' publishes it here.`, location: place }] },
          );
        });
      }
    }
  }
};

/** Whether the base itself publishes a port of the service. */
function isInBase(spec: Spec, service: string): boolean {
  return spec.base.services[service]?.publish !== undefined;
}

/** The environment's own services, and those of each of its stacks. */
function runsTogether(environment: Environment): readonly (readonly Service[])[] {
  const stacks = environment.stacks.map((stack) =>
    environment.services.filter((service) => stack.services.includes(service.name)),
  );
  return [mainServices(environment), ...stacks];
}
