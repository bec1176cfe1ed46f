import { volumeName } from "../../model/volume-name.ts";
import type { ComposeFile } from "./compose-file.ts";
import { type Member, type NetworkView, networksOf } from "./networks.ts";
import { agentVolume, type SecretView, secretViews } from "./secrets.ts";
import { jobView, type ServiceView, serviceView, testView } from "./service-view.ts";
import { agentMember, agentService } from "./vault-agent.ts";
import { volumeOwnersView } from "./volume-owners.ts";

/** What `compose/compose.yaml` prints. */
export interface ComposeView {
  readonly specName: string;
  readonly title: string;
  readonly usage: readonly string[];
  readonly project: string;
  readonly services: readonly ServiceView[];
  readonly networks: readonly NetworkView[];
  readonly volumes: readonly NamedVolumeView[];
  readonly secrets: readonly SecretView[];
}

interface NamedVolumeView {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** A Compose file, complete in itself. */
export function composeView(file: ComposeFile): ComposeView {
  const { services, jobs, tests, environment, platform } = file;
  const workloads = [...services, ...jobs, ...tests];
  const hasAgent = file.secrets.provider === "vault";
  const members: readonly Member[] = hasAgent ? [...workloads, agentMember(file)] : workloads;
  const networks = networksOf(members, environment.networks);
  const owners = volumeOwnersView(file);
  const views = [
    ...services.map((service) => serviceView(file, service, networks)),
    ...jobs.map((job) => jobView(file, job, networks)),
    ...tests.map((test) => testView(file, test, networks)),
    ...(hasAgent ? [agentService(file)] : []),
    ...(owners ? [owners] : []),
  ];
  return {
    specName: platform.specName,
    title: file.title,
    usage: usageOf(file),
    project: file.project,
    services: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
    networks: networks.views,
    volumes: volumeViews(file, hasAgent),
    secrets: secretViews(file, workloads),
  };
}

function volumeViews(file: ComposeFile, hasAgent: boolean): readonly NamedVolumeView[] {
  const stored = file.environment.hostData === undefined ? [...file.services, ...file.jobs] : [];
  const names = stored.flatMap((workload) => workload.storage.map((storage) => volumeName(workload, storage)));
  const volumes: NamedVolumeView[] = [...new Set(names)].map((name) => ({ name, options: [] }));
  if (hasAgent) {
    // In memory, so that no secret reaches a disk.
    const options = { device: "tmpfs", o: "size=16m,uid=100,gid=1000,mode=0755", type: "tmpfs" };
    volumes.push({ name: agentVolume, options: Object.entries(options).map(([name, value]) => ({ name, value })) });
  }
  return volumes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The commands that a reader of the file needs. */
function usageOf(file: ComposeFile): readonly string[] {
  const compose = `docker compose -f ${file.path}`;
  switch (file.environment.tier) {
    case "development":
      return [
        `${compose} up --build --wait     starts everything`,
        `${compose} logs -f SERVICE       shows what it says`,
      ];
    case "test":
      return [
        ...file.tests.map((test) => `${compose} run --rm --build ${test.hostname}     runs the ${test.name} tests`),
        `${compose} down --volumes     cleans up`,
      ];
    default: {
      const isBuilt = [...file.services, ...file.jobs].some(({ origin }) => origin.kind === "built");
      const up = isBuilt
        ? `VERSION=1.2.3 ${compose} up -d --wait     runs that version`
        : `${compose} up -d --wait     runs it`;
      return [up, `${compose} ps     shows what runs`];
    }
  }
}
