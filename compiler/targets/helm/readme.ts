import type { Cluster } from "../../kubernetes/cluster.ts";
import { podSecurityLabels } from "../../kubernetes/namespace-objects.ts";
import type { SecretsValues } from "../../kubernetes/values.ts";
import type { Platform } from "../../model/platform.ts";
import type { ChartView } from "./chart.ts";

/** What the README of a chart is made of. */
interface ReadmeInput {
  readonly platform: Platform;
  readonly path: string;
  readonly chart: ChartView;
  readonly clusters: readonly Cluster[];
  readonly settings: readonly { readonly name: string; readonly description: string; readonly example: string }[];
  readonly secrets: SecretsValues | undefined;
}

/** The values outside of workloads, with what holds when nobody says anything. */
const values: readonly (readonly [name: string, usual: string, meaning: string])[] = [
  ["owner", "the specification's", "The label `owner` of every object."],
  ["image.tag", "the appVersion", "The version of what is built for the platform."],
  ["image.pullPolicy", "`Always`", "Whether a node asks the registry each time."],
  ["secrets", "the specification's", "Where Secrets come from."],
  ["routing", "the specification's", "How exposed workloads are reached."],
  ["monitoring", "the specification's", "Who reads metrics."],
  ["quota", "the specification's", "The hard limits of a ResourceQuota."],
  ["priority", "the specification's", "The value of a PriorityClass for all pods."],
  ["podSecurityContext", "hardened", "The policy for pods."],
  ["securityContext", "hardened", "The policy for containers."],
  ["tests.image", "`busybox`", "The image that `helm test` asks with."],
  ["workloads", "the specification's", "What runs. `values.yaml` explains every key."],
];

/** What installs a chart, or brings it up to date. */
export function installCommand(
  platform: Platform,
  path: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): string {
  return `helm upgrade --install ${platform.name} ${path} --namespace ${namespace} --values ${path}/values/${name}.yaml`;
}

/** The README of a chart. */
export function readmeView({ platform, path, chart, clusters, settings, secrets }: ReadmeInput): object {
  return {
    specName: platform.specName,
    name: chart.name,
    description: chart.description,
    fence: "```",
    commands: [
      ...(chart.dependencies.length > 0 ? [`helm dependency update ${path}`] : []),
      ...clusters.map(
        ({ namespace, environment: { name } }) =>
          `${installCommand(platform, path, { name, namespace })} --set image.tag=1.2.3`,
      ),
    ],
    namespaces: [...new Set(clusters.flatMap(namespaceCommands))],
    settings: settings.map(({ name, description, example }) => ({
      name,
      description: cell(description),
      example: example === "" ? "-" : `\`${cell(example)}\``,
    })),
    provider: secrets?.provider ?? "existing",
    secrets: Object.entries(secrets?.names ?? {}).map(([name, { description, template }]) => ({
      name,
      description: cell(description ?? `Composed: \`${template ?? ""}\``),
    })),
    dependencies: chart.dependencies,
    values: values.map(([name, usual, meaning]) => ({ name, usual, meaning })),
  };
}

/** What makes a namespace in which the chart is to run, as safe as Kustomize makes it. */
function namespaceCommands({ namespace, values: platform }: Cluster): readonly string[] {
  const labels = Object.entries(podSecurityLabels(platform)).map(([name, level]) => `${name}=${level}`);
  return [`kubectl create namespace ${namespace}`, `kubectl label namespace ${namespace} ${labels.join(" ")}`];
}

/** A text within a cell of a table. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|") || "-";
}
