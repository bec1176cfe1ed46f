import { code, codes, plain, row } from "../../literals/markdown.ts";
import type { Platform } from "../../model/platform.ts";
import type { Probe } from "../../model/service.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DocsTargetSpec } from "../../spec/spec.ts";
import { servicesOf, workloadsOf } from "./workloads.ts";

/** The view of `docs/troubleshooting.md`. Tables are lines; a cause without lines is left out. */
export interface TroubleshootingView {
  readonly specName: string;
  readonly name: string;
  /** Services that wait for others, and for which. */
  readonly dependencies: readonly string[];
  readonly checks: readonly string[];
  readonly memory: readonly string[];
  readonly readOnly: readonly string[];
  readonly published: readonly string[];
  /** Whether programs read their variables with an accessor, which reports those that are missing. */
  readonly hasAccessors: boolean;
  readonly entries: readonly { readonly problem: string; readonly remedy: string }[];
}

/** What the troubleshooting page prints. */
export function troubleshootingView(platform: Platform): TroubleshootingView {
  const services = servicesOf(platform);
  const workloads = workloadsOf(platform);
  const { troubleshooting = {} } = withDefaults<DocsTargetSpec>(platform.targets.docs, "docsTarget");
  return {
    specName: platform.specName,
    name: plain(platform.name),
    dependencies: workloads.flatMap(({ name, first }) => {
      const own = first.dependsOn.filter((one) => workloads.some((other) => other.name === one.name));
      return own.length === 0
        ? []
        : [row(code(name), own.map((one) => `${code(one.name)} (${one.condition})`).join(", "))];
    }),
    checks: services.flatMap(({ name, first: { health } }) =>
      health ? [row(code(name), checkOf(health.ready), `${health.startPeriod} s`, `${health.ready.timeout} s`)] : [],
    ),
    memory: workloads.map(({ name, first }) => row(code(name), `${first.resources.memory.limit} MiB`)),
    readOnly: workloads
      .filter(({ first }) => first.hardening.isReadOnly)
      .map(({ name, first: { temporary, storage } }) =>
        row(code(name), codes([...temporary, ...storage].map(({ path }) => path).sort())),
      ),
    published: platform.environments.flatMap(({ name: environment, services: own }) =>
      own.flatMap(({ name, publish }) => publish.map(({ host }) => row(code(environment), code(name), String(host)))),
    ),
    hasAccessors: hasAccessors(platform),
    entries: Object.entries(troubleshooting)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([problem, remedy]) => ({ problem: plain(problem), remedy: plain(remedy) })),
  };
}

function hasAccessors({ targets: { accessors } }: Platform): boolean {
  if (!accessors?.enabled) return false;
  const { python, typescript, dotnet, go, java } = accessors;
  return [python, typescript, dotnet, go, java].some((modules) => modules !== undefined);
}

function checkOf({ handler }: Probe): string {
  switch (handler.kind) {
    case "http":
      return `HTTP ${code(`GET :${handler.port.number}${handler.path}`)}`;
    case "grpc":
      return `gRPC on port ${handler.port.number}`;
    case "tcp":
      return `TCP on port ${handler.port.number}`;
    case "command":
      return code(handler.command.join(" "));
  }
}
