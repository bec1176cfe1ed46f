import type { Environment, Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { emptyDashboards } from "../../monitoring/dashboards/dashboards.ts";
import type { MonitoringFile } from "../../monitoring/document.ts";
import { monitoringFiles } from "../../monitoring/files.ts";
import { composeReach } from "../../monitoring/reach.ts";
import { composeSettings, monitoringFolder } from "../paths.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { styled } from "./styled.ts";

/** The configuration of Prometheus, Alertmanager, Grafana and the OpenTelemetry collector, which Compose mounts. */
export const monitoring: Target<"monitoring"> = {
  name: "monitoring",
  isDefault: true,
  tiers: ["development", "test", "staging", "production"],
  tiersIn: ({ environments }) => environments.flatMap(({ tier, monitoring }) => (monitoring ? [tier] : [])),
  withoutHeading: [/\.json$/],
  images: () => [],
  check: reportEmptyDashboards,
  plan: (platform, _, peers) =>
    platform.environments
      .filter((environment) => composeSettings(environment).enabled)
      .flatMap((environment) => artifactsOf(platform, environment, runbooksOf(platform, peers))),
};

/** A dashboard that the specification lists shows something in one of the environments that have it. */
function reportEmptyDashboards({ name: platform, environments }: Platform, reporter: Reporter): void {
  const listing = environments.flatMap((environment) => {
    const listed = environment.monitoring?.dashboards.filter(({ isListed }) => isListed) ?? [];
    if (listed.length === 0) return [];
    const names = listed.map(({ name }) => name);
    return [{ environment: environment.name, names, empty: emptyDashboards(platform, environment) }];
  });
  for (const name of new Set(listing.flatMap(({ empty }) => empty))) {
    const having = listing.filter(({ names }) => names.includes(name));
    const [first] = having;
    if (!first || !having.every(({ empty }) => empty.includes(name))) continue;
    const path = ["observability", "dashboards", name];
    reporter.report("monitoring/dashboard-empty", { environment: first.environment, path }, { name });
  }
}

/** The page of runbooks that another target generates. */
function runbooksOf(platform: Platform, peers: Peers): string | undefined {
  return peers.map(({ runbooks }) => runbooks?.(platform)).find((url) => url !== undefined);
}

function artifactsOf(platform: Platform, environment: Environment, runbooks: string | undefined): readonly Artifact[] {
  const folder = monitoringFolder(platform, environment);
  const { specName } = platform;
  const reach = composeReach(environment, projectOf(platform, environment));
  return monitoringFiles(platform.name, environment, reach, runbooks).map(
    ({ path, document, format }: MonitoringFile): Artifact => ({
      path: `${folder}/${path}`,
      environment: environment.name,
      ...(format === "json"
        ? { template: "monitoring/document.json", view: { text: JSON.stringify(document, null, 2) } }
        : { template: "monitoring/document.yaml", view: { specName, document: styled(document) } }),
    }),
  );
}

/** The Compose project that Prometheus runs in: of a stack, or of the environment. */
function projectOf({ name }: Platform, environment: Environment): string {
  const prometheus = environment.monitoring?.metrics?.roles.prometheus ?? "";
  const isInStack = environment.listedInStacks.includes(prometheus);
  const stack = isInStack ? environment.stacks.find(({ services }) => services.includes(prometheus)) : undefined;
  return `${name}-${stack?.name ?? environment.name}`;
}
