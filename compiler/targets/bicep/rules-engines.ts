import type { Environment } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Service } from "../../model/service.ts";
import type { EngineOrigin } from "../../model/workload.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { differences, kindOfEngine, type ManagedKind, managedKind } from "./managed.ts";
import { evictionPolicies } from "./servers.ts";
import { allocateServer, largestDisks, largestServer, storageSize } from "./sizes.ts";

/** Engines whose data may be lost, because it can be computed again. */
const caches = new Set(["redis"]);

/** User names that Azure Database for PostgreSQL reserves (https://learn.microsoft.com/azure/postgresql/security/security-manage-database-users). */
const reservedLogins = /^(azure_superuser|azure_pg_admin|admin|administrator|root|guest|public|pg_.*)$/;

/** Reports settings of the target for services that do not exist, or that Azure does not offer as a managed service. */
export function checkMaps({ environment, settings }: Deployment, reporter: Reporter): void {
  const services = servicesOf(environment);
  for (const [name, choice] of Object.entries(settings.managed ?? {})) {
    const origin = services.find((service) => service.name === name)?.origin;
    const path = ["targets", "bicep", "managed", name];
    if (origin?.kind !== "engine") {
      const holes = { service: name, problem: "it is not an engine of the catalogue" };
      reporter.report("bicep/not-managed", { environment: environment.name, path, half: "key" }, holes);
    } else if (choice === "managed" && kindOfEngine(origin.engine) === undefined) {
      const holes = { service: name, problem: `Azure has no managed service for ${origin.engine}` };
      reporter.report("bicep/not-managed", { environment: environment.name, path }, holes);
    }
  }
  for (const name of Object.keys(settings.ingress ?? {})) {
    if (services.some((service) => service.name === name && service.ports.length > 0)) continue;
    const path = ["targets", "bicep", "ingress", name];
    reporter.report("bicep/no-such-service", { environment: environment.name, path, half: "key" }, { service: name });
  }
}

/** Reports how a managed service differs from the engine, and why an engine cannot run in a container. */
export function checkEngine(service: Service, { environment, settings }: Deployment, reporter: Reporter): void {
  const { name, path, origin, storage } = service;
  if (origin.kind !== "engine") return;
  const kind = managedKind(service, settings);
  if (kind) {
    const { title, what } = differences[kind];
    reporter.report(
      "bicep/managed",
      { environment: environment.name, path: [...path, "engine"] },
      {
        service: name,
        title,
        differences: what,
      },
    );
    checkSettings(service, origin, kind, environment.name, reporter);
    checkSize(service, kind, environment, reporter);
    if (kind === "redis") checkPassword(service, origin, environment, reporter);
    const login = origin.username ?? "";
    if (kind !== "postgres" || !reservedLogins.test(login)) return;
    reporter.report(
      "bicep/login-reserved",
      { environment: environment.name, path: [...path, "username"] },
      { service: name, login },
    );
  } else if (storage.length > 0 && caches.has(origin.engine)) {
    reporter.report(
      "bicep/data-not-kept",
      { environment: environment.name, path: [...path, "engine"] },
      { service: name },
    );
  } else if (storage.length > 0) {
    const holes = {
      service: name,
      engine: origin.engine,
      canBeManaged: kindOfEngine(origin.engine) !== undefined,
    };
    reporter.report("bicep/database-in-container", { environment: environment.name, path: [...path, "engine"] }, holes);
  }
}

/** Azure makes the password of a Redis, so a secret can be that of one Redis and of nothing else. */
function checkPassword(
  { name, path }: Service,
  { password }: EngineOrigin,
  environment: Environment,
  reporter: Reporter,
): void {
  const others = servicesOf(environment).filter(
    (service) => service.name !== name && service.origin.kind === "engine" && service.origin.password === password,
  );
  const [other] = others;
  if (!other || password === undefined) return;
  const holes = { service: name, secret: password, other: other.name };
  reporter.report("bicep/password-shared", { environment: environment.name, path: [...path, "password"] }, holes);
}

/** Reports a service whose limits exceed the largest machine or disk. */
function checkSize(
  { name, path, resources, storage }: Service,
  kind: ManagedKind,
  environment: Environment,
  reporter: Reporter,
): void {
  const report = (what: string, largest: string, key: string): void =>
    reporter.report(
      "bicep/server-too-large",
      { environment: environment.name, path: [...path, key] },
      { service: name, what, largest },
    );
  if (allocateServer(kind, resources, environment.tier === "production") === undefined) {
    report("machine", largestServer(kind), "resources");
  }
  if (kind === "redis" || storageSize(kind, storage) !== undefined) return;
  report("disk", `${largestDisks[kind]}Gi`, "storage");
}

/** Values with units, which PostgreSQL allows in configuration files and Azure does not. */
const withUnit = /^[0-9.]+ ?(B|kB|MB|GB|TB|us|ms|s|min|h|d)$/;

function checkSettings(
  { name, path }: Service,
  { parameters }: EngineOrigin,
  kind: ManagedKind,
  environment: string,
  reporter: Reporter,
): void {
  for (const [setting, value] of Object.entries(parameters)) {
    if (kind === "postgres") {
      if (!withUnit.test(value)) continue;
      const holes = { service: name, setting, value };
      reporter.report("bicep/setting-unit", { environment, path: [...path, "parameters", setting] }, holes);
      continue;
    }
    if (kind === "redis" && setting === "maxmemory-policy" && Object.hasOwn(evictionPolicies, value)) continue;
    const holes = { service: name, setting, title: differences[kind].title };
    reporter.report("bicep/setting-lost", { environment, path: [...path, "parameters", setting], half: "key" }, holes);
  }
}
