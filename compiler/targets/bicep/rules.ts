import { nearest } from "../../diagnostics/suggest.ts";
import { buildResources } from "../../model/container.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Job, Service } from "../../model/service.ts";
import type { Context } from "./context.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { isManaged, managedKind } from "./managed.ts";
import { regions, withoutZones } from "./regions.ts";
import { registryPlan } from "./registry.ts";
import { allocationOf, isExact } from "./resources.ts";
import { checkAddresses } from "./rules-addresses.ts";
import { checkEngine, checkMaps } from "./rules-engines.ts";
import { checkFiles, checkLimits } from "./rules-limits.ts";
import { checkPorts } from "./rules-ports.ts";
import { isOnShare } from "./volumes.ts";

/** Reports everything that Azure would reject or run differently from the specification. */
export function checkDeployments(context: Context): void {
  const { deployments, reporter } = context;
  const rounded = new Set<string>();
  checkTests(context);
  checkRegistry(context);
  for (const deployment of deployments) {
    checkRegion(deployment, reporter);
    checkMaps(deployment, reporter);
    checkPorts(deployment, reporter);
    checkAddresses(deployment, reporter);
    for (const service of servicesOf(deployment.environment)) {
      checkEngine(service, deployment, reporter);
      if (managedKind(service, deployment.settings)) continue;
      checkWorkload(service, deployment, reporter);
      checkLimits(service, deployment, reporter);
      checkResources(service, deployment, rounded, reporter);
      checkScale(service, deployment, reporter);
      checkReplicas(service, deployment, reporter);
    }
    for (const job of deployment.environment.jobs) {
      checkWorkload(job, deployment, reporter);
      checkFiles(job, deployment, reporter);
      checkResources(job, deployment, rounded, reporter);
    }
  }
}

/** Reports settings for Azure in environments of the tier test, which are not deployed there. */
function checkTests({ platform, reporter }: Context): void {
  for (const { name, tier, targets, ownTargets } of platform.environments) {
    if (tier !== "test" || !ownTargets.includes("bicep") || !targets.bicep?.enabled) continue;
    reporter.report(
      "bicep/not-deployed",
      { environment: name, path: ["targets", "bicep"], half: "key" },
      { environment: name },
    );
  }
}

function checkRegistry(context: Context): void {
  const { reporter } = context;
  const { ownName } = registryPlan(context);
  const path = ["platform", "registry"];
  if (ownName !== undefined && !/^[a-zA-Z0-9]{5,50}$/.test(ownName)) {
    reporter.report("bicep/registry-name", { path }, { name: ownName });
  }
}

function checkRegion({ environment, settings }: Deployment, reporter: Reporter): void {
  const path = ["targets", "bicep", "region"];
  const { region, zoneRedundant } = settings;
  if (region === undefined) {
    reporter.report(
      "bicep/region-missing",
      { environment: environment.name, path: ["targets", "bicep"] },
      { environment: environment.name },
    );
  } else if (!regions.includes(region)) {
    const suggestion = nearest(region, regions);
    const extras = suggestion === undefined ? {} : { replacement: suggestion };
    reporter.report("bicep/unknown-region", { environment: environment.name, path }, { region, suggestion }, extras);
  } else if (zoneRedundant && withoutZones.has(region)) {
    reporter.report("bicep/no-zones", { environment: environment.name, path }, { region });
  }
}

/** A name of an app or a job. */
const allowed = /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/;

function checkWorkload(workload: Service | Job, { environment }: Deployment, reporter: Reporter): void {
  const { name, path } = workload;
  if (!allowed.test(name)) {
    const what = "schedule" in workload ? "a job" : "an app";
    reporter.report("bicep/name", { environment: environment.name, path, half: "key" }, { what, name });
  }
}

/** The default resources. */
const defaultResources = JSON.stringify(buildResources(undefined));

/** Reports, once per workload, resources that are set and that Azure rounds up. */
function checkResources(
  { name, path, resources, origin }: Service | Job,
  { environment }: Deployment,
  rounded: Set<string>,
  reporter: Reporter,
): void {
  const allocation = allocationOf(resources);
  const isSet = origin.kind !== "engine" && JSON.stringify(resources) !== defaultResources;
  if (!allocation || !isSet || isExact(resources, allocation) || rounded.has(name)) return;
  rounded.add(name);
  const { cpu, memory } = allocation;
  reporter.report(
    "bicep/resources-rounded",
    { environment: environment.name, path: [...path, "resources"] },
    { name, cpu, memory },
  );
}

function checkScale({ name, path, scale, ports }: Service, deployment: Deployment, reporter: Reporter): void {
  const { environment, settings } = deployment;
  if (scale.isSingle) {
    const place = { environment: environment.name, path: [...path, "scale"] };
    reporter.report("bicep/single-overlaps", place, { service: name });
  }
  const queue = environment.services.find((service) => service.name === scale.queue?.service);
  if (queue?.origin.kind === "engine" && !isManaged(queue, settings)) {
    const holes = { service: name, queue: queue.name };
    reporter.report(
      "bicep/queue-in-container",
      { environment: environment.name, path: [...path, "scale", "queue"] },
      holes,
    );
  }
  if (scale.min > 0 || scale.schedules.length > 0 || scale.queue) return;
  const isByLoad = scale.requests === undefined && (scale.cpu !== undefined || scale.memory !== undefined);
  if (ports.length > 0 && !isByLoad) return;
  const problem = ports.length === 0 ? "it has no port" : "an app without replicas has no load";
  reporter.report(
    "bicep/never-wakes",
    { environment: environment.name, path: [...path, "scale"] },
    { service: name, problem },
  );
}

function checkReplicas(service: Service, { environment }: Deployment, reporter: Reporter): void {
  const { name, path, scale, storage } = service;
  if (scale.max <= 1 || !isOnShare(service)) return;
  for (const volume of storage.filter(({ shared }) => !shared)) {
    const holes = { service: name, volume: volume.name };
    reporter.report(
      "bicep/volume-shared",
      { environment: environment.name, path: [...path, "storage", volume.name] },
      holes,
    );
  }
}
