import { type Dockerfile, inherited, lineageOf, type StatedHealthcheck, stageOf } from "../dockerfile/dockerfile.ts";
import { withDefaults } from "../spec/defaults.ts";
import { ownBuildOf } from "../spec/own-build.ts";
import type { HealthSpec, ServiceSpec } from "../spec/spec.ts";
import type { EnvironmentContext } from "./context.ts";
import { buildHealth } from "./health.ts";
import type { PortFinder } from "./ports.ts";
import type { Health, Port } from "./service.ts";

/**
 * The health check of a service whose Dockerfile states one (HEALTHCHECK). A service that sets none has this one: a request
 * to the container itself is a request to the service everywhere. In the container, the image's command makes the check,
 * because the image contains it; undefined where the specification sets another command.
 */
export function statedHealth(
  name: string,
  spec: ServiceSpec,
  ports: readonly Port[],
  { context, finder }: { readonly context: EnvironmentContext; readonly finder: PortFinder },
): Health | undefined {
  const own = ownBuildOf(spec);
  const file = context.spec.dockerfiles.get(name);
  const stated = own && file && healthcheckOf(file, own.target);
  if (!stated) return undefined;
  if (spec.health) {
    // The stage for development may lack the program.
    if (context.environment.tier === "development" && own.developmentTarget !== undefined) return undefined;
    if (spec.health.command || spec.health.container?.command) return undefined;
    const container = { ...spec.health.container, command: stated.command };
    return buildHealth({ ...spec, health: { ...spec.health, container } }, "none", ports, finder);
  }
  const health = buildHealth({ ...spec, health: healthSpec(stated, ports) }, "none", ports, finder);
  if (!health) return undefined;
  const { interval, timeout, retries } = health.ready;
  const { startPeriod } = health;
  return { ...health, container: { command: stated.command, interval, timeout, retries, startPeriod } };
}

/** The HEALTHCHECK of a stage of a Dockerfile, or of those that it starts from; undefined for none. */
export function healthcheckOf(file: Dockerfile, target: string | undefined): StatedHealthcheck | undefined {
  const stated = inherited(lineageOf(file, stageOf(file, target)), ({ healthcheck }) => healthcheck)?.value;
  return stated === "none" ? undefined : stated;
}

function healthSpec({ command, request, retries, ...times }: StatedHealthcheck, ports: readonly Port[]): HealthSpec {
  const port = ports.find(({ number }) => number === request?.port);
  const set = Object.entries(times).flatMap(([key, time]) => (time === undefined ? [] : [[key, seconds(time)]]));
  return withDefaults<HealthSpec>(
    {
      ...(request && port ? { http: request.path, port: port.name } : { command }),
      ...Object.fromEntries(set),
      ...(retries !== undefined && { retries }),
    },
    "health",
  );
}

/** A duration of Docker, such as `1m30s`, in whole seconds, at least one. */
function seconds(duration: string): string {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...duration.matchAll(/([\d.]+)(ms|h|m|s)/g)];
  const sum = parts.reduce((total, [, amount, unit = ""]) => total + Number(amount) * (units[unit] ?? 0), 0);
  return `${Math.max(1, Math.round(sum))}s`;
}
