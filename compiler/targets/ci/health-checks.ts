import type { Cluster } from "../../kubernetes/context.ts";
import { plainPath } from "../health-paths.ts";

/** A health check over HTTP of a workload in a cluster. */
export interface HealthCheck {
  /** `deployment/api` */
  readonly workload: string;
  readonly port: number;
  readonly path: string;
}

const controllers = new Set(["Deployment", "StatefulSet"]);

/**
 * The health checks that a pipeline can repeat after a deployment: plain HTTP without headers, of services that always have a
 * replica. Probes cover the others.
 */
export function healthChecks({ environment, objects }: Cluster): readonly HealthCheck[] {
  return environment.services.flatMap(({ name, health, scale }) => {
    const handler = health?.ready.handler;
    const owned = objects.find(({ workload, object }) => workload === name && controllers.has(object.kind));
    if (!owned || scale.min === 0 || handler?.kind !== "http" || handler.port.protocol !== "http") return [];
    if (!plainPath.test(handler.path) || Object.keys(handler.headers).length > 0) return [];
    const { kind, metadata } = owned.object;
    return { workload: `${kind.toLowerCase()}/${metadata.name}`, port: handler.port.number, path: handler.path };
  });
}
