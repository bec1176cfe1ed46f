import type { BicepValue } from "../../literals/bicep.ts";
import { call, code, type ModuleCall } from "./calls.ts";
import { type Context, conditionOf } from "./context.ts";
import { transportOf } from "./ingress.ts";
import { symbolOf } from "./names.ts";
import { allocationOf } from "./resources.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { allOf, deployApps } from "./steps.ts";

/** The share of its CPU and memory that a replica may use before an alert fires. */
const threshold = 0.9;

/** The alerts of an app, with its settings as main.bicep reads them; undefined where no environment has alerts. */
export function alertsCall(
  name: string,
  services: Services,
  settings: Settings,
  context: Context,
): ModuleCall | undefined {
  const isWatched = context.deployments.map(({ environment }) => environment.alerts !== undefined);
  if (!isWatched.includes(true)) return undefined;
  const given = services.map((service) => service && allocationOf(service.resources));
  const app = symbolOf(name, "app");
  const condition = conditionOf(symbolOf(name, "settings"), services);
  const bytes = given.map((one) => one && Math.round(Number.parseFloat(one.memory) * 1024 ** 3 * threshold));
  const nanoCores = given.map((one) => one && Math.round(Number(one.cpu) * 1e9 * threshold));
  const minima = services.map((service) => service?.scale.min);
  const values = {
    actionGroupId: code("monitoring.outputs.actionGroupId"),
    appId: code(`${app}!.outputs.id`),
    hasRequests: services.some((service, index) => {
      const target = context.deployments[index]?.settings;
      return service && target && ["http", "http2"].includes(transportOf(service, target) ?? "");
    }),
    memoryBytes: settings.vary(["alerts", "memory"], "Memory alert threshold, in bytes.", bytes),
    minReplicas: settings.vary(["replicas", "min"], "Minimum number of replicas.", minima),
    name,
    nanoCores: settings.vary(["alerts", "cpu"], "CPU alert threshold, in nanocores.", nanoCores),
    tags: code("tags"),
  };
  return call(symbolOf(name, "alerts"), "alerts", values, {
    condition: allOf(deployApps.name, condition, watchedCondition(context, isWatched)),
  });
}

function watchedCondition(context: Context, isWatched: readonly boolean[]): string | null {
  const description = "Whether alerts are deployed.";
  const value: BicepValue = context.vary({ name: "isWatched", type: "bool", description }, isWatched);
  return value === true ? null : "isWatched";
}
