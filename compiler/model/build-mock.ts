import { withDefaults } from "../spec/defaults.ts";
import type { MockSpec, ServiceSpec } from "../spec/spec.ts";
import { buildService } from "./build-service.ts";
import type { Service } from "./service.ts";
import type { Tools } from "./tools.ts";

/** A service that stands in for an external system. */
export function buildMock(name: string, mock: MockSpec, tools: Tools): Service {
  const { port, health, ...rest } = mock;
  const asService = withDefaults<ServiceSpec>(
    {
      ...rest,
      description: `Stands in for ${name}.`,
      port: { number: port },
      ...(health && { health }),
      restart: "never",
    },
    "service",
  );
  return { ...buildService(name, asService, tools, ["mocks", name]), role: "mock" };
}
