import type { Reporter } from "../model/reporter.ts";
import type { Service } from "../model/service.ts";
import type { Cluster } from "./context.ts";
import { controllerName, serviceName } from "./identity.ts";
import { lastingSelector } from "./labels.ts";
import { clusterServices } from "./settings.ts";

/** Labels that tell the objects of a platform from others, and that its tools select by. */
const ownLabels = ["app.kubernetes.io/managed-by", "app.kubernetes.io/part-of"];

/** Reports existing names and selectors that two services would share, and labels that have to be varai-gen's. */
export function checkIdentities(cluster: Cluster, reporter: Reporter): void {
  const services = clusterServices(cluster.environment);
  const { name: environment } = cluster.environment;
  for (const { name, existing, path } of services) {
    for (const part of ["labels", "selector"] as const) {
      for (const label of ownLabels.filter((own) => existing?.[part]?.[own] !== undefined)) {
        const spot = { environment, path: [...path, "existing", part, label], half: "key" } as const;
        reporter.report("kubernetes/label-reserved", spot, { label, service: name });
      }
    }
  }
  const identities = [
    {
      what: "the Deployment or StatefulSet",
      key: ["name"],
      of: (service: Service) => controllerName(service, cluster),
    },
    { what: "the Service", key: ["service"], of: (service: Service) => serviceName(service, cluster) },
    { what: "the selector", key: ["selector"], of: (service: Service) => selectorText(service, cluster) },
  ];
  for (const { what, key, of } of identities) {
    const owners = new Map<string, Service>();
    // What is set comes last, because it is what collides.
    const ordered = services.toSorted((a, b) => Number(a.existing !== undefined) - Number(b.existing !== undefined));
    for (const service of ordered) {
      const other = owners.get(of(service));
      owners.set(of(service), service);
      if (!other) continue;
      const spot = { environment, path: [...service.path, "existing", ...key] };
      const holes = { what, value: of(service), service: service.name, other: other.name };
      reporter.report("kubernetes/identity-taken", spot, holes);
    }
  }
}

function selectorText(service: Service, cluster: Cluster): string {
  const labels = Object.entries(lastingSelector(service, cluster)).sort(([a], [b]) => (a < b ? -1 : 1));
  return labels.map(([label, value]) => `${label}=${value}`).join(",");
}
