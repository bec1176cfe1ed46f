import { inFolder } from "../../model/build-context.ts";
import { nameOfException, type PolicyException } from "../../model/hardening.ts";
import type { Job, Service, TestRun } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import { nodeCaches } from "../../model/written-folders.ts";
import type { Tier } from "../../spec/tiers.ts";
import { type BuildView, imageOrBuild, isTest, purposeOf } from "./build-view.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { type DependencyView, dependenciesOf } from "./depends-on.ts";
import { type DeployView, deployView } from "./deploy.ts";
import { composeText, escapeDollars } from "./interpolate.ts";
import type { Networks } from "./networks.ts";
import { type SecretUse, secretMounts } from "./secrets.ts";
import { type VolumeView, volumesOf } from "./volumes.ts";

/** What `compose/partials/service` prints, in the order in which it prints it. */
export interface ServiceView {
  readonly comments: readonly string[];
  readonly name: string;
  readonly image: string | null;
  readonly build: BuildView | null;
  readonly dependsOn: readonly DependencyView[];
  readonly volumes: readonly VolumeView[];
  readonly secrets: readonly SecretUse[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly PortView[];
  readonly networks: readonly string[];
  readonly networkMode: string | null;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly restart: string;
  readonly healthcheck: HealthcheckView | null;
  readonly logging: { readonly size: string; readonly files: string };
  readonly user: string;
  readonly capAdd: readonly string[];
  readonly deploy: DeployView;
  readonly watch: readonly string[];
  readonly init: boolean;
  readonly pid: string | null;
  readonly isPrivileged: boolean;
  readonly profiles: readonly string[];
  readonly isReadOnly: boolean;
  readonly stopGracePeriod: string;
  readonly stopSignal: string | null;
  readonly tmpfs: readonly string[];
}

interface PortView {
  readonly name: string;
  readonly target: number;
  readonly published: string;
  readonly address: string;
  readonly protocol: string;
}

interface HealthcheckView {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod: string;
}

/** A service of a Compose file. */
export function serviceView(file: ComposeFile, service: Service, networks: Networks): ServiceView {
  const isPinnedPort = service.publish.length > 0;
  return {
    ...workloadView(file, service, networks),
    ports: service.publish.map(({ host, port, address }) => ({
      name: port.name,
      target: port.number,
      published: String(host),
      address,
      protocol: port.protocol === "udp" ? "udp" : "tcp",
    })),
    restart: { always: "unless-stopped", "on-failure": "on-failure:5", never: "no" }[service.restart],
    healthcheck: service.health?.container
      ? {
          test: ["CMD", ...service.health.container.command.map(escapeDollars)],
          interval: `${service.health.container.interval}s`,
          timeout: `${service.health.container.timeout}s`,
          retries: service.health.container.retries,
          startPeriod: `${service.health.container.startPeriod}s`,
        }
      : null,
    deploy: deployView(service, file.environment.tier, isPinnedPort),
    watch: watchedPaths(file, service),
    init: !service.hasInit,
    stopGracePeriod: `${service.stop.grace}s`,
    stopSignal: service.stop.signal,
  };
}

/** A job: it runs to its end, when it is asked for or before the services that wait for it. */
export function jobView(file: ComposeFile, job: Job, networks: Networks): ServiceView {
  return {
    ...workloadView(file, job, networks),
    restart: job.retries > 0 && job.before.length > 0 ? `on-failure:${job.retries}` : "no",
    profiles: job.before.length > 0 ? [] : ["jobs"],
  };
}

/** The runner of a kind of test; its profile keeps it from starting with the rest. */
export function testView(file: ComposeFile, test: TestRun, networks: Networks): ServiceView {
  return { ...workloadView(file, test, networks), profiles: [test.name], command: test.command.map(escapeDollars) };
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
    environment: workload.env.map(({ name, value, as, secret }) =>
      as === "file" && secret !== undefined
        ? { name: `${name}_FILE`, value: `/run/secrets/${secret}` }
        : { name, value: write(value) },
    ),
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

/** What a container may do beyond the hardening policy, with the reason, for a comment above it. */
function describeException(exception: PolicyException): string {
  return `Exception from the hardening policy, ${nameOfException(exception)}: ${exception.reason}`;
}

/** Whether the image has an init process in front of its command. The test stage of a compiled language has none. */
function startsWithInit(workload: Workload): boolean {
  if (workload.origin.kind !== "built" || !workload.origin.build.init) return false;
  return !isTest(workload) || ["node", "python"].includes(workload.origin.build.runtime.language);
}

/** Mebibytes that compilers need for what they make. */
const compiledSize = 1024;

/** Writable directories in memory. In development and tests what is built there is also run from there. */
function tmpfsOf(workload: Workload, tier: Tier): readonly string[] {
  const { origin } = workload;
  const hasTools = origin.kind === "built" && purposeOf(workload, tier) !== "production";
  const language = hasTools ? origin.build.runtime.language : undefined;
  const isDeveloped = hasTools || (tier === "development" && origin.kind === "built");
  const isCompiled = language !== undefined && !["node", "python"].includes(language);
  const own = workload.temporary.map(({ path, size }) => ({
    path,
    size: isCompiled && path === "/tmp" ? Math.max(size, compiledSize) : size,
  }));
  // Tools keep caches beside the packages; the image itself is read-only.
  const caches = language === "node" ? nodeCaches.map((path) => ({ path: `/app/${path}`, size: 256 })) : [];
  return [...own, ...caches]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, size }) => `${path}:size=${size}m,mode=1777${isDeveloped ? ",exec" : ""}`);
}

/** The files whose change makes a new image, for `docker compose watch`. */
function watchedPaths(file: ComposeFile, service: Service): readonly string[] {
  if (file.environment.tier !== "development" || service.origin.kind !== "built") return [];
  const { source, lockfile } = service.origin.build;
  return [relativeTo(file.path, inFolder(source.folder, lockfile.path))];
}
