import type { Cluster, Runnable } from "../../kubernetes/context.ts";
import { podSecurityLabels } from "../../kubernetes/platform-objects.ts";
import { secretsRead } from "../../kubernetes/secrets.ts";
import { clusterWorkloads, settingsOf } from "../../kubernetes/settings.ts";
import { code, plain } from "../../literals/markdown.ts";
import type { Platform } from "../../model/platform.ts";
import type { ChartView } from "./chart.ts";
import { longestFullname } from "./fullname.ts";
import type { ChartValue } from "./values.ts";
import { defaultOf } from "./values-file.ts";

/** What the README of a chart is made of. */
interface ReadmeInput {
  readonly path: string;
  readonly chart: ChartView;
  readonly clusters: readonly Cluster[];
  readonly workloads: readonly Runnable[];
  readonly keys: ReadonlyMap<string, string>;
  readonly values: readonly ChartValue[];
  readonly listed: readonly ChartValue[];
}

/** The command that installs a chart for an environment, or upgrades it. */
export function installCommand(
  platform: Platform,
  path: string,
  { environment }: Pick<Cluster, "environment">,
): string {
  const { name } = environment;
  return `helm upgrade --install ${platform.name}-${name} ${path} --values ${path}/values/${name}.yaml`;
}

/** The README of a chart. */
export function readmeView(input: ReadmeInput): object {
  const { path, chart, clusters, workloads, keys, values, listed } = input;
  const [first] = clusters;
  const platform = first?.platform;
  const environments = clusters.map(({ environment }) => environment);
  const secrets = new Map(
    clusters.flatMap((cluster) =>
      secretsRead(clusterWorkloads(cluster.environment), cluster).map((secret) => [secret.name, secret]),
    ),
  );
  return {
    specName: platform?.specName ?? "",
    name: chart.name,
    description: plain(chart.description),
    fence: "```",
    commands: [
      ...(chart.dependencies.length > 0 ? [`helm dependency update ${path}`] : []),
      ...clusters.map((cluster) => `${installCommand(cluster.platform, path, cluster)} --set image.tag=1.2.3`),
    ],
    namespaces: [...new Set(clusters.flatMap(namespaceCommands))],
    limit: longestFullname(workloads),
    settings: (platform ? settingsOf(platform, environments) : []).map(({ name, description, example }) => ({
      name,
      description: plain(description) || "-",
      example: code(example) || "-",
    })),
    provider: first?.settings.secrets.provider ?? "existing",
    secrets: [...secrets.values()].map(({ name, description, composition }) => ({
      name,
      description: plain(description ?? `Composed of ${composition?.from.join(", ") ?? "nothing"}.`) || "-",
    })),
    dependencies: chart.dependencies,
    workloads: workloads.map(({ name, description }) => ({
      name,
      key: keys.get(name) ?? name,
      description: plain(description) || "-",
    })),
    shared: rowsOf(values.filter(({ path: own }) => own[0] === "defaults")),
    values: rowsOf(values.filter((value) => value.path[0] !== "defaults" && (listed.includes(value) || isOwn(value)))),
  };
}

/** Whether a value is of one workload, and neither in values.yaml nor one that all workloads have. */
function isOwn({ fallback }: ChartValue): boolean {
  return fallback === undefined;
}

function rowsOf(values: readonly ChartValue[]) {
  return values.map((value) => ({
    name: value.path.join("."),
    initial: `\`${cell(JSON.stringify(defaultOf(value) ?? ""))}\``,
    description: cell(value.description),
  }));
}

/** The commands that make a namespace as safe as Kustomize makes it. */
function namespaceCommands(cluster: Cluster): readonly string[] {
  const { namespace } = cluster.settings;
  const labels = Object.entries(podSecurityLabels(cluster)).map(([name, level]) => `${name}=${level}`);
  return [`kubectl create namespace ${namespace}`, `kubectl label namespace ${namespace} ${labels.join(" ")}`];
}

/** A string within a cell of a table. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|") || "-";
}
