import { closureOf } from "./build-stacks.ts";
import type { Environment } from "./platform.ts";
import type { Service } from "./service.ts";

/** The services of an environment that no stack lists, with those that they talk to. */
export function mainServices(environment: Environment): readonly Service[] {
  const { services, listedInStacks } = environment;
  const own = services.filter((service) => !listedInStacks.includes(service.name)).map((service) => service.name);
  const closure = closureOf(own, services);
  return services.filter((service) => closure.includes(service.name));
}
