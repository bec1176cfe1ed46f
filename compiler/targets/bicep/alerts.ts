import type { BicepValue } from "../../literals/bicep.ts";
import type { Services } from "./app.ts";
import { call, code, type ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { transportOf } from "./ingress.ts";
import { identifierOf } from "./names.ts";
import { isParameter, type Literal } from "./parameters.ts";
import { allocationOf } from "./resources.ts";

/** Of what a replica has, it uses so much at most when all is well. */
const usual = 0.9;

/** What somebody is told about an app. Where nobody watches, nothing is. */
export function alertsCall(name: string, services: Services, context: Context): ModuleCall | undefined {
  const isWatched = context.deployments.map(({ environment }) => environment.alerts !== undefined);
  if (!isWatched.includes(true)) return undefined;
  const vary = (words: string, description: string, values: readonly (Literal | undefined)[]): BicepValue => {
    const varied = context.parameters.vary(
      { names: [[name, words]], description: `${description} of ${name}.` },
      values,
    );
    return isParameter(varied) ? code(varied.name) : varied;
  };
  const given = services.map((service) => service && allocationOf(service.resources));
  const app = identifierOf(name, "app");
  const own = context.condition(name, services);
  const watched = { names: [["watched"]], description: "Whether somebody is told when something is wrong." };
  const conditions = [own, context.either(watched, isWatched)].filter((condition) => condition !== null);
  const values = {
    actionGroupId: code("monitoring.outputs.actionGroupId"),
    appId: code(own === null ? `${app}.outputs.id` : `${app}.?outputs.id ?? ''`),
    hasRequests: services.some((service, index) => {
      const settings = context.deployments[index]?.settings;
      return service && settings && ["http", "http2"].includes(transportOf(service, settings) ?? "");
    }),
    memoryBytes: vary(
      "alertMemory",
      "The bytes of memory, above which somebody is told,",
      given.map((one) => one && Math.round(Number.parseFloat(one.memory) * 1024 ** 3 * usual)),
    ),
    minReplicas: vary(
      "minReplicas",
      "The fewest replicas",
      services.map((service) => service?.scale.min),
    ),
    name,
    nanoCores: vary(
      "alertProcessors",
      "The nanocores, above which somebody is told,",
      given.map((one) => one && Math.round(Number(one.cpu) * 1e9 * usual)),
    ),
    tags: code("tags"),
  };
  const condition = conditions.length === 0 ? null : conditions.join(" && ");
  return call(identifierOf(name, "alerts"), "app-alerts", values, { condition });
}
