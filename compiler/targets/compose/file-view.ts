import type { Job, Service, TestRun } from "../../model/service.ts";
import { volumeName } from "../../model/volume-name.ts";
import type { ComposeFile } from "./compose-file.ts";
import { type FragmentView, shareFields } from "./fragments.ts";
import { type Member, type Networks, type NetworkView, networksOf } from "./networks.ts";
import { agentVolume, type SecretView, secretViews } from "./secrets.ts";
import { type Fields, serviceBody } from "./service-body.ts";
import type { ServiceView } from "./service-fields.ts";
import { jobView, serviceView, testView } from "./service-view.ts";
import { usageOf } from "./usage.ts";
import { agentMember, agentService } from "./vault-agent.ts";
import { volumeOwnersView } from "./volume-owners.ts";

/** What `compose/compose.yaml` prints. */
export interface ComposeView {
  readonly specName: string;
  readonly title: string;
  /** The lines of the header: preparation and commands. */
  readonly usage: readonly string[];
  readonly project: string;
  readonly fragments: readonly FragmentView[];
  readonly services: readonly {
    readonly comments: readonly string[];
    readonly name: string;
    readonly body: Fields;
  }[];
  readonly networks: readonly NetworkView[];
  readonly volumes: readonly NamedVolumeView[];
  readonly secrets: readonly SecretView[];
}

interface NamedVolumeView {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** A service of a Compose file, and the workload that it runs; undefined for helpers, which run to completion. */
export interface ServicePart {
  readonly service: ServiceView;
  readonly workload: Service | Job | TestRun | undefined;
}

/** A Compose file, complete in itself. */
export function composeView(file: ComposeFile): ComposeView {
  const { view, parts } = composeParts(file);
  const { fragments, bodies } = shareFields(parts.map(({ service }) => serviceBody(service)));
  const services = parts.map(({ service: { comments, name } }, index) => ({
    ...{ comments, name },
    body: bodies[index] ?? {},
  }));
  return { ...view, fragments, services };
}

/** A Compose file without the bodies of its services, and what these are made from. */
export function composeParts(file: ComposeFile): {
  readonly view: Omit<ComposeView, "fragments" | "services">;
  readonly parts: readonly ServicePart[];
} {
  const { services, jobs, tests, platform } = file;
  const networks = networksOf(membersOf(file), file.environment.networks, monitoringNames(file));
  const view = {
    specName: platform.specName,
    title: file.title,
    usage: usageOf(file),
    project: file.project,
    networks: networks.views,
    volumes: volumeViews(file),
    secrets: secretViews(file, [...services, ...jobs, ...tests]),
  };
  const workloads = new Map([...services, ...jobs, ...tests].map((workload) => [workload.hostname, workload]));
  return {
    view,
    parts: serviceViews(file, networks).map((service) => ({ service, workload: workloads.get(service.name) })),
  };
}

/** The services of a Compose file as they are before their common fields are shared, by name. */
function serviceViews(file: ComposeFile, networks: Networks): readonly ServiceView[] {
  const owners = volumeOwnersView(file);
  const views = [
    ...file.services.map((service) => serviceView(file, service, networks)),
    ...file.jobs.map((job) => jobView(file, job, networks)),
    ...file.tests.map((test) => testView(file, test, networks)),
    ...(hasAgent(file) ? [agentService(file, networks)] : []),
    ...(owners ? [owners] : []),
  ];
  return views.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The services that watch the platform: those that are added for it, and those that the specification lists. */
function monitoringNames({ services, environment: { monitoring } }: ComposeFile): readonly string[] {
  const added = services.filter(({ role }) => role === "monitoring").map(({ name }) => name);
  return [...added, ...Object.values(monitoring?.metrics?.roles ?? {})].filter((name) => name !== undefined);
}

function membersOf(file: ComposeFile): readonly Member[] {
  const workloads = [...file.services, ...file.jobs, ...file.tests];
  return hasAgent(file) ? [...workloads, agentMember(file)] : workloads;
}

function hasAgent(file: ComposeFile): boolean {
  return file.secrets.provider === "vault";
}

function volumeViews(file: ComposeFile): readonly NamedVolumeView[] {
  const stored = file.environment.dataFolder === undefined ? [...file.services, ...file.jobs] : [];
  const names = stored.flatMap((workload) => workload.storage.map((storage) => volumeName(workload, storage)));
  const volumes: NamedVolumeView[] = [...new Set(names)].map((name) => ({ name, options: [] }));
  if (hasAgent(file)) {
    // In memory, so that no secret reaches a disk.
    const options = { device: "tmpfs", o: "size=16m,uid=100,gid=1000,mode=0755", type: "tmpfs" };
    volumes.push({ name: agentVolume, options: Object.entries(options).map(([name, value]) => ({ name, value })) });
  }
  return volumes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
