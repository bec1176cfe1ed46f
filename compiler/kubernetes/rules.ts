import type { Reporter } from "../model/reporter.ts";
import type { Service } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import type { Cluster } from "./context.ts";
import { checkIdentities } from "./identity-rules.ts";
import { clusterServices, clusterWorkloads } from "./settings.ts";

/** The longest name of a namespace (RFC 1123 label) and of a port (RFC 6335, 5.1). */
const longestNamespace = 63;
const longestPort = 15;

/** Reports everything in an environment that a cluster would reject or run differently from the specification. */
export function checkCluster(cluster: Cluster, reporter: Reporter): void {
  checkNamespace(cluster, reporter);
  checkSecrets(cluster, reporter);
  checkRouting(cluster, reporter);
  checkIdentities(cluster, reporter);
  checkBackups(cluster, reporter);
  for (const service of clusterServices(cluster.environment)) {
    checkNames(service, cluster, reporter);
    checkStorage(service, cluster, reporter);
    checkInterval(service, cluster, reporter);
  }
  for (const workload of clusterWorkloads(cluster.environment)) {
    checkCalls(workload, cluster, reporter);
    checkInjected(workload, cluster, reporter);
  }
}

/** Something reads the interval of a service's metrics. */
function checkInterval({ name, path, metrics }: Service, { settings, environment }: Cluster, reporter: Reporter): void {
  if (metrics?.interval === undefined || settings.monitoring.operator || environment.monitoring?.metrics) return;
  const at = { environment: environment.name, path: [...path, "metrics", "interval"] };
  reporter.report("kubernetes/interval-unused", at, { service: name });
}

/** Clusters back up databases to object stores, and nothing else. */
function checkBackups({ environment: { name: environment, backups } }: Cluster, reporter: Reporter): void {
  if (!backups) return;
  if (backups.destination.kind === "folder") {
    reporter.report("kubernetes/backup-folder", { environment, path: ["backups", "to"] }, {});
    return;
  }
  for (const { service, method } of backups.services) {
    if (method !== "volumes") continue;
    reporter.report(
      "kubernetes/backup-volumes",
      { environment, path: ["backups"], half: "key" },
      { service: service.name },
    );
  }
}

function checkNamespace({ settings: { namespace }, environment }: Cluster, reporter: Reporter): void {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(namespace) && namespace.length <= longestNamespace) return;
  const holes = { namespace, length: namespace.length, limit: longestNamespace };
  reporter.report(
    "kubernetes/namespace",
    { environment: environment.name, path: ["targets", "kubernetes", "namespace"] },
    holes,
  );
}

function checkSecrets({ settings, environment }: Cluster, reporter: Reporter): void {
  if (settings.secrets.provider !== "external-secrets" || settings.secrets.store !== undefined) return;
  reporter.report(
    "kubernetes/store-missing",
    { environment: environment.name, path: ["targets", "kubernetes", "secrets"] },
    {},
  );
}

function checkRouting({ settings, environment }: Cluster, reporter: Reporter): void {
  if (settings.routing.kind !== "gateway" || settings.routing.gateway !== undefined) return;
  reporter.report(
    "kubernetes/gateway-missing",
    { environment: environment.name, path: ["targets", "kubernetes", "ingress"] },
    {},
  );
}

/** A Service has a name that starts with a letter (RFC 1035), and ports have short ones. */
function checkNames({ name, path, ports }: Service, { environment }: Cluster, reporter: Reporter): void {
  if (ports.length > 0 && /^[0-9]/.test(name)) {
    reporter.report("kubernetes/service-name", { environment: environment.name, path, half: "key" }, { name });
  }
  for (const port of ports.filter((candidate) => candidate.name.length > longestPort)) {
    const holes = { name: port.name, length: port.name.length, limit: longestPort };
    reporter.report(
      "kubernetes/port-name",
      { environment: environment.name, path: [...path, "ports", port.name], half: "key" },
      holes,
    );
  }
}

/** Vault's injector writes files into one directory. What reads a secret elsewhere needs a Secret after all. */
function checkInjected(
  { name, path, env, files }: Workload,
  { settings, environment }: Cluster,
  reporter: Reporter,
): void {
  if (settings.secrets.provider !== "vault") return;
  for (const variable of env.filter(({ as }) => as === "env")) {
    const holes = { workload: name, what: variable.name, secret: variable.secret ?? "" };
    reporter.report(
      "kubernetes/secret-beside-vault",
      { environment: environment.name, path: [...path, "env", variable.name] },
      holes,
    );
  }
  for (const { path: file, content } of files) {
    if (content.kind !== "secret") continue;
    const holes = { workload: name, what: file, secret: content.secret };
    reporter.report(
      "kubernetes/secret-beside-vault",
      { environment: environment.name, path: [...path, "files", file] },
      holes,
    );
  }
}

/** A call that is declared and that the policies of the cluster could not let through. */
function checkCalls(workload: Workload, { environment }: Cluster, reporter: Reporter): void {
  const { name: caller, path, talksTo, dependsOn, hardening } = workload;
  for (const { name: called, ports } of clusterServices(environment).filter(({ name }) => talksTo.includes(name))) {
    // What one only waits for is not called.
    const isWaitedFor = dependsOn.some(({ name }) => name === called);
    if (ports.length === 0 && !isWaitedFor) {
      const holes = { caller, called, why: "has no port" };
      reporter.report("kubernetes/call-cut-off", { environment: environment.name, path: [...path, "talksTo"] }, holes);
    } else if (ports.length > 0 && hardening.usesHostNetwork) {
      const holes = {
        caller,
        called,
        why: `allows ingress from pods only, and ${caller} calls from the network of its node`,
      };
      reporter.report("kubernetes/call-cut-off", { environment: environment.name, path, half: "key" }, holes);
    }
  }
}

/** Replicas of a service that is not an engine mostly expect shared data, but each gets its own volume. */
function checkStorage(
  { path, storage, scale, origin, name }: Service,
  { environment }: Cluster,
  reporter: Reporter,
): void {
  if (origin.kind === "engine" || scale.max <= 1) return;
  for (const volume of storage.filter(({ shared }) => !shared)) {
    const holes = { service: name, volume: volume.name, replicas: scale.max };
    reporter.report(
      "kubernetes/volume-per-replica",
      { environment: environment.name, path: [...path, "storage"] },
      holes,
    );
  }
}
