import type { Cluster } from "../../kubernetes/cluster.ts";
import { podSecurityLabels } from "../../kubernetes/namespace-objects.ts";
import type { SecretsValues } from "../../kubernetes/values.ts";
import type { Platform } from "../../model/platform.ts";
import type { ChartView } from "./chart.ts";
import type { Values } from "./difference.ts";

/** What the README of a chart is made of. */
interface ReadmeInput {
  readonly platform: Platform;
  readonly path: string;
  readonly chart: ChartView;
  readonly clusters: readonly Cluster[];
  readonly settings: readonly { readonly name: string; readonly description: string; readonly example: string }[];
  readonly secrets: SecretsValues | undefined;
  /** Those of `values.yaml`. */
  readonly values: Values;
}

/** What a value outside of the workloads means, by its name or that of what holds it. */
const meanings: readonly (readonly [name: string, meaning: string])[] = [
  ["owner", "The label `owner` of every object."],
  ["image.tag", "The version of what is built for the platform; empty: the appVersion."],
  ["image.pullPolicy", "Whether a node asks the registry each time."],
  ["secrets.provider", "Where Secrets come from."],
  ["secrets.store", "The ClusterSecretStore of `external-secrets`."],
  ["secrets.path", "The path below which secrets lie in the store."],
  ["routing.kind", "Whether exposed workloads get an `ingress` or routes of a `gateway`."],
  ["routing.class", "The class of the Ingress objects."],
  ["routing.gateway", "The Gateway of the routes."],
  ["routing.gatewayNamespace", "Where that Gateway is."],
  ["routing.issuer", "The ClusterIssuer of cert-manager that signs certificates."],
  ["routing.namespace", "Where requests come from; only the specification can change it."],
  ["monitoring.operator", "Whether ServiceMonitors are made for the Prometheus operator."],
  ["quota", "The hard limits of a ResourceQuota."],
  ["priority", "The value of a PriorityClass for all pods."],
  ["podSecurityContext", "The hardening policy for pods."],
  ["securityContext", "The hardening policy for containers."],
  ["tests.image.repository", "The image that `helm test` asks with."],
  ["tests.image.tag", "Its version."],
];

/** A row for every value of its own, with what `values.yaml` says, and one for each workload. */
function rowsOf(
  values: Values,
): readonly { readonly name: string; readonly usual: string; readonly meaning: string }[] {
  const rows = meanings.flatMap(([name, meaning]) => {
    const value = name.split(".").reduce<unknown>((owner, key) => (owner as Values | undefined)?.[key], values);
    return value === undefined ? [] : [{ name, usual: `\`${cell(JSON.stringify(value))}\``, meaning }];
  });
  const workloads = Object.entries(values.workloads as Readonly<Record<string, Values>>);
  return [
    ...rows,
    ...workloads.map(([name, { description, kind }]) => ({
      name: `workloads.${name}`,
      usual: `a ${String(kind)}`,
      meaning: cell(String(description)),
    })),
  ];
}

/** What installs a chart, or brings it up to date. */
export function installCommand(
  platform: Platform,
  path: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): string {
  return `helm upgrade --install ${platform.name} ${path} --namespace ${namespace} --values ${path}/values/${name}.yaml`;
}

/** The README of a chart. */
export function readmeView({ platform, path, chart, clusters, settings, secrets, values }: ReadmeInput): object {
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
    values: rowsOf(values),
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
