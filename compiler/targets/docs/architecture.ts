import { code, codes, fence, plain, row } from "../../literals/markdown.ts";
import { nameOfException } from "../../model/hardening.ts";
import type { Platform } from "../../model/platform.ts";
import { diagramsOf } from "./diagram.ts";
import { environmentsWith, jobsOf, type Occurrence, originOf, servicesOf, workloadsOf } from "./workloads.ts";

/** The view of `docs/architecture.md`. Tables are lines; one without lines is left out. */
export interface ArchitectureView {
  readonly specName: string;
  readonly name: string;
  readonly description: string;
  readonly fence: string;
  readonly environments: readonly string[];
  readonly diagrams: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly services: readonly string[];
  readonly jobs: readonly string[];
  readonly external: readonly string[];
  readonly ports: readonly string[];
  readonly variables: readonly string[];
  readonly secrets: readonly string[];
  readonly images: readonly string[];
  readonly storage: readonly string[];
  readonly exceptions: readonly string[];
}

/** What the architecture page prints. */
export function architectureView(platform: Platform): ArchitectureView {
  const services = servicesOf(platform);
  const workloads = workloadsOf(platform);
  return {
    specName: platform.specName,
    name: plain(platform.name),
    description: plain(platform.description),
    fence,
    environments: platform.environments.map(({ name, tier, description = "", domain = "", services: all }) =>
      row(code(name), tier, plain(description), code(domain), String(all.length)),
    ),
    diagrams: platform.environments.flatMap(diagramsOf),
    services: services.map((service) =>
      row(
        code(service.name),
        plain(service.first.description),
        plain(originOf(service.first)),
        codes(service.first.dependsOn.map(({ name }) => name)),
        codes(
          environmentsWith(service, () => true).length > 0 ? [] : service.all.map(({ environment }) => environment),
        ),
      ),
    ),
    jobs: jobsOf(platform).map((job) =>
      row(code(job.name), plain(job.first.description), code(job.first.schedule ?? ""), codes(job.first.before)),
    ),
    external: platform.external.map(({ name, description, url }) => row(code(name), plain(description), code(url))),
    ports: services.flatMap(portsOf),
    variables: workloads.flatMap(variablesOf),
    secrets: secretsOf(platform, workloads),
    images: imagesOf(workloads),
    storage: workloads.flatMap(({ name, first }) =>
      first.storage.map(({ name: volume, path, size }) => row(code(name), code(volume), code(path), `${size} MiB`)),
    ),
    exceptions: workloads.flatMap(({ name, first }) =>
      first.hardening.exceptions.map((exception) =>
        row(code(name), code(nameOfException(exception)), plain(exception.reason)),
      ),
    ),
  };
}

function portsOf({ name, first, all }: ReturnType<typeof servicesOf>[number]): readonly string[] {
  return first.ports.map((port) => {
    const published = all.flatMap(({ environment, workload }) =>
      workload.publish
        .filter((one) => one.port.number === port.number)
        .map(({ address, host }) => `${code(address === "" ? String(host) : `${address}:${host}`)} in ${environment}`),
    );
    const routes = all.flatMap(({ workload }) =>
      workload.routes.filter((one) => one.port.number === port.number).map(({ host, path }) => `${host}${path}`),
    );
    return row(code(name), String(port.number), port.protocol, published.join(", "), codes([...new Set(routes)]));
  });
}

function variablesOf(workload: Occurrence): readonly string[] {
  const names = [...new Set(workload.all.flatMap((one) => one.workload.env.map(({ name }) => name)))].sort();
  return names.map((name) => {
    const found = workload.all.flatMap((one) => one.workload.env.find((variable) => variable.name === name) ?? []);
    const environments = environmentsWith(workload, ({ env }) => env.some((variable) => variable.name === name));
    const [variable] = found;
    const variableName = variable?.as === "file" ? `${name}_FILE` : name;
    return row(code(workload.name), code(variableName), sourceOf(variable), codes(environments));
  });
}

function sourceOf(variable: Occurrence["first"]["env"][number] | undefined): string {
  if (variable?.secret !== undefined) return `Secret ${code(variable.secret)}`;
  return variable?.setting === undefined ? "Specification" : `Setting ${code(variable.setting)}`;
}

function secretsOf(platform: Platform, workloads: readonly Occurrence[]): readonly string[] {
  return platform.secrets.map(({ name, description, generate }) => {
    const readers = workloads.filter(({ all }) =>
      all.some(({ workload }) => workload.secrets.includes(name) || workload.env.some(({ secret }) => secret === name)),
    );
    return row(
      code(name),
      plain(description),
      generate === undefined ? "The operator" : "A script",
      codes(readers.map((reader) => reader.name)),
    );
  });
}

function imagesOf(workloads: readonly Occurrence[]): readonly string[] {
  const users = new Map<string, string[]>();
  for (const { name, first } of workloads) users.set(first.image, [...(users.get(first.image) ?? []), name]);
  return [...users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([image, names]) => row(code(image), codes(names)));
}
