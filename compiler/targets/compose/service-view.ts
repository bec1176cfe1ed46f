import { inFolder } from "../../model/build-context.ts";
import { fromOutput, generatedBuildOf } from "../../model/built-images.ts";
import { nameOfException, type PolicyException } from "../../model/hardening.ts";
import { portVariables } from "../../model/port-variables.ts";
import type { Job, PublishedPort, Service, TestRun } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import { nodeCaches } from "../../model/written-folders.ts";
import type { Tier } from "../../spec/tiers.ts";
import { imageOrBuild, isTest, purposeOf } from "./build-view.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { dependenciesOf } from "./depends-on.ts";
import { buildFloor, deployView } from "./deploy.ts";
import { composeText, escapeDollars } from "./interpolate.ts";
import type { Networks } from "./networks.ts";
import { secretMounts } from "./secrets.ts";
import type { ServiceView } from "./service-fields.ts";
import { volumesOf } from "./volumes.ts";

/** A service of a Compose file. */
export function serviceView(file: ComposeFile, service: Service, networks: Networks): ServiceView {
  return {
    ...workloadView(file, service, networks),
    deploy: deployView(service, file.environment.tier, service.publish.length > 0, developmentFloor(file, service)),
    ports: service.publish.map(publishedPort),
    restart: { always: "unless-stopped", "on-failure": "on-failure:5", never: "no" }[service.restart],
    healthcheck: service.health?.container
      ? {
          test: ["CMD", ...service.health.container.command.map(escapeDollars)],
          interval: `${service.health.container.interval}s`,
          timeout: `${service.health.container.timeout}s`,
          retries: service.health.container.retries,
          startPeriod: `${Math.max(service.health.container.startPeriod, buildTime(file, service))}s`,
        }
      : null,
    watch: watchedPaths(file, service),
    init: !service.hasInit,
    stopGracePeriod: `${service.stop.grace}s`,
    stopSignal: service.stop.signal,
  };
}

/** Seconds that a container in development can take to build its program before it starts; 0 if it does not build. */
function buildTime({ environment }: ComposeFile, service: Service): number {
  const language = generatedBuildOf(service)?.runtime.language;
  const isCompiled = language !== undefined && !["node", "python"].includes(language);
  return isCompiled && purposeOf(service, environment.tier) === "development" ? 120 : 0;
}

function developmentFloor({ environment, platform }: ComposeFile, service: Service) {
  if (purposeOf(service, environment.tier) !== "development") return undefined;
  return buildFloor(
    service,
    platform.base.services.find(({ name }) => name === service.name),
  );
}

/** A job: it runs before the services that wait for it, or on demand with the profile `jobs`. */
export function jobView(file: ComposeFile, job: Job, networks: Networks): ServiceView {
  return {
    ...workloadView(file, job, networks),
    restart: job.retries > 0 && job.before.length > 0 ? `on-failure:${job.retries}` : "no",
    profiles: job.before.length > 0 ? [] : ["jobs"],
  };
}

/** A test run; its profile keeps `up` from starting it. */
export function testView(file: ComposeFile, test: TestRun, networks: Networks): ServiceView {
  const { tier, services } = file.environment;
  const tested = services.find(({ name }) => name === generatedBuildOf(test)?.name);
  return {
    ...workloadView(file, test, networks),
    deploy: deployView(test, tier, false, buildFloor(test, tested)),
    profiles: [test.name],
    command: test.command.map(escapeDollars),
  };
}

function workloadView(file: ComposeFile, workload: Workload, networks: Networks): ServiceView {
  const { environment, platform } = file;
  const write = composeText(platform, environment);
  const { hardening } = workload;
  const joined = networks.of(workload.name);
  return {
    comments: [workload.description, ...hardening.exceptions.map(describeException)],
    name: workload.hostname,
    ...imageOrBuild(file, workload),
    dependsOn: dependenciesOf(file, workload),
    volumes: volumesOf(file, workload),
    secrets: secretMounts(file, workload),
    environment: [
      ...portVariablesOf(workload, environment.tier),
      ...workload.env.map(({ name, value, as, secret }) =>
        as === "file" && secret !== undefined
          ? { name: `${name}_FILE`, value: `/run/secrets/${secret}` }
          : { name, value: write(value) },
      ),
    ],
    ports: [],
    networks: hardening.usesHostNetwork ? [] : joined,
    networkMode: hardening.usesHostNetwork ? "host" : joined.length === 0 ? "none" : null,
    command: workload.command.map(escapeDollars),
    entrypoint: workload.entrypoint.map(escapeDollars),
    restart: "no",
    healthcheck: null,
    logging: { size: workload.logging.rotate.size, files: String(workload.logging.rotate.files) },
    user: `${hardening.user.id}:${hardening.user.group}`,
    capAdd: hardening.capabilities,
    deploy: deployView(workload, environment.tier, false),
    watch: [],
    init: !startsWithInit(workload),
    pid: hardening.usesHostProcesses ? "host" : null,
    isPrivileged: hardening.isPrivileged,
    profiles: [],
    isReadOnly: hardening.isReadOnly,
    stopGracePeriod: "30s",
    stopSignal: null,
    tmpfs: tmpfsOf(workload, environment.tier),
  };
}

/** The variables with the port. An image for production has them itself; those of development tools serve any port. */
function portVariablesOf(workload: Workload, tier: Tier): readonly { readonly name: string; readonly value: string }[] {
  const build = generatedBuildOf(workload);
  if (!build || isTest(workload) || purposeOf(workload, tier) === "production") return [];
  const written = new Set(workload.env.map(({ name }) => name));
  return Object.entries(portVariables(build))
    .filter(([name]) => !written.has(name))
    .map(([name, value]) => ({ name, value }));
}

/** `127.0.0.1:8080:3000`, with an address of IPv6 in brackets. */
function publishedPort({ host, port, address }: PublishedPort): string {
  const protocol = port.protocol === "udp" ? "/udp" : "";
  return `${address.includes(":") ? `[${address}]` : address}:${host}:${port.number}${protocol}`;
}

/** A comment about an exception from the hardening policy. */
function describeException(exception: PolicyException): string {
  return `Exception from the hardening policy, ${nameOfException(exception)}: ${exception.reason}`;
}

/** Whether the image starts an init process. The test stage of a compiled language does not. */
function startsWithInit(workload: Workload): boolean {
  const build = generatedBuildOf(workload);
  if (!build?.init) return false;
  return !isTest(workload) || ["node", "python"].includes(build.runtime.language);
}

/** Mebibytes of temporary space for compilers. */
const compiledSize = 1024;

/**
 * Writable directories in memory. Docker mounts them `noexec` unless told otherwise. Development tools run what they build
 * there, and Java loads native libraries from /tmp (JNI), in production too.
 */
function tmpfsOf(workload: Workload, tier: Tier): readonly string[] {
  const build = generatedBuildOf(workload);
  const hasTools = build !== undefined && purposeOf(workload, tier) !== "production";
  const language = hasTools ? build.runtime.language : undefined;
  const isExecutable = hasTools || build?.runtime.language === "java";
  const isCompiled = language !== undefined && !["node", "python"].includes(language);
  const { id, group } = workload.hardening.user;
  const own = workload.temporary.map(({ path, size }) => ({
    path,
    size: isCompiled && path === "/tmp" ? Math.max(size, compiledSize) : size,
    access: "mode=1777",
  }));
  // Tools write caches beside the packages; the image is read-only. A container that starts again has made the mount
  // points, whose mode the tmpfs then gets, so the caches belong to the user.
  const caches =
    language === "node"
      ? nodeCaches.map((path) => ({ path: `/app/${path}`, size: 256, access: `uid=${id},gid=${group}` }))
      : [];
  return [...own, ...caches]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, size, access }) => `${path}:size=${size}m,${access}${isExecutable ? ",exec" : ""}`);
}

/** The files whose change rebuilds the image, for `docker compose watch`. */
function watchedPaths(file: ComposeFile, service: Service): readonly string[] {
  const build = generatedBuildOf(service);
  if (!build || purposeOf(service, file.environment.tier) !== "development") return [];
  const { source, lockfile } = build;
  return [relativeTo(file.path, fromOutput(file.platform, inFolder(source.folder, lockfile.path)))];
}
