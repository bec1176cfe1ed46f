import { checkDeployed } from "../../kubernetes/check-deployed.ts";
import { baseCluster, type Cluster, clustersOf } from "../../kubernetes/cluster.ts";
import { imagesOf } from "../../kubernetes/images.ts";
import { checkCluster } from "../../kubernetes/rules.ts";
import { settingsOf } from "../../kubernetes/settings.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { HelmTargetSpec } from "../../spec/spec.ts";
import { folderOf } from "../paths.ts";
import { verbatim } from "../read-back.ts";
import type { Artifact, Target } from "../target.ts";
import { chartView, type Subchart, subchartsOf } from "./chart.ts";
import { type Values, valuesDifference } from "./difference.ts";
import { installCommand, readmeView } from "./readme.ts";
import { type ChartValues, chartValues, policyValues, sharedValues } from "./values.ts";

/** The image that `helm test` asks with. */
const testImage = "busybox:1.37.0";

/** The files of a chart that are the same for every platform, which their values make their own. */
const copies = [
  "NOTES.txt",
  "_helpers.tpl",
  "_pod.tpl",
  "_volumes.tpl",
  "acme-challenges.yaml",
  "cronjobs.yaml",
  "default-deny.yaml",
  "deployments.yaml",
  "externalsecrets.yaml",
  "files.yaml",
  "horizontalpodautoscalers.yaml",
  "httproutes.yaml",
  "ingresses.yaml",
  "jobs.yaml",
  "networkpolicies.yaml",
  "persistentvolumeclaims.yaml",
  "poddisruptionbudgets.yaml",
  "priorityclass.yaml",
  "quota.yaml",
  "serviceaccounts.yaml",
  "servicemonitors.yaml",
  "services.yaml",
  "settings.yaml",
  "statefulsets.yaml",
  "tests/connections.yaml",
];

/** A Helm chart with values for each environment. */
export const helm: Target<"helm"> = {
  name: "helm",
  isDefault: false,
  tiers: ["development", "staging", "production"],
  hasEdge: true,
  check: checkDeployed,
  formats: { "helm/templates/": verbatim },
  withoutHeading: [/(^|\/)values\.schema\.json$/, /\/\.helmignore$/, /\/templates\/(tests\/)?[\w-]+\.(yaml|tpl|txt)$/],
  images: (platform) => [...imagesOf(clustersOf(platform, "helm")), testImage],
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const clusters = clustersOf(platform, "helm");
  if (clusters.length === 0) return [];
  for (const cluster of clusters) checkCluster(cluster, reporter);
  const settings = withDefaults<HelmTargetSpec>(platform.targets.helm ?? {}, "helmTarget");
  const path = folderOf(platform, "helm");
  const subcharts = subchartsOf(settings, platform, reporter);
  return [
    ...chartArtifacts(path, platform, clusters, subcharts),
    ...copies.map((file) => ({ path: `${path}/templates/${file}`, template: `helm/templates/${file}`, view: {} })),
    { path: `${path}/.helmignore`, template: "helm/helmignore", view: {} },
  ];
}

function chartArtifacts(
  path: string,
  platform: Platform,
  clusters: readonly Cluster[],
  subcharts: readonly Subchart[],
): readonly Artifact[] {
  const { specName } = platform;
  const given = subcharts.map(({ alias }) => alias);
  const environments = clusters.map((cluster) => ({
    name: cluster.environment.name,
    namespace: cluster.namespace,
    values: chartValues(cluster, given),
  }));
  const all = environments.map(({ values }) => values);
  const shared = sharedValues(chartValues(baseCluster(platform), given), all);
  const chart = chartView(platform, subcharts);
  const settings = settingsOf(platform, clusters);
  const secrets = clusters[0]?.values.secrets;
  const schema = {
    title: `Values of ${platform.name}`,
    settings: settings.map((setting, index) => ({ ...setting, end: index < settings.length - 1 ? "," : "" })),
    subcharts: given,
  };
  const values = { ...shared, ...policyValues, ...releaseValues(platform), priority: shared.priority ?? null };
  const readme = readmeView({ platform, path, chart, clusters, settings, secrets, values });
  return [
    { path: `${path}/Chart.yaml`, template: "helm/Chart.yaml", view: { ...chart, specName } },
    {
      path: `${path}/values.yaml`,
      template: "helm/values.yaml",
      view: { ...valuesView(platform, values, subcharts), settings },
    },
    { path: `${path}/values.schema.json`, template: "helm/values.schema.json", view: schema },
    { path: `${path}/README.md`, template: "helm/README.md", view: readme },
    ...environments.map(({ name, namespace, values }) => ({
      path: `${path}/values/${name}.yaml`,
      environment: name,
      template: "helm/environment-values.yaml",
      view: {
        specName,
        title: `The environment ${name}: ${installCommand(platform, path, { name, namespace })}`,
        values: valuesDifference(shared, values),
      },
    })),
  ];
}

/** The values that say which images a release runs. */
function releaseValues({ digests }: Platform): Values {
  const [repository = "", tag = ""] = testImage.split(":");
  const digest = digests.get(testImage);
  return {
    image: { tag: "", pullPolicy: "Always" },
    tests: { image: { repository, tag, ...(digest !== undefined && { digest }) } },
  };
}

/** What `helm/values.yaml` prints. */
function valuesView(platform: Platform, values: Values, subcharts: readonly Subchart[]): object {
  const workloads = Object.entries(values.workloads as ChartValues["workloads"]);
  return {
    ...values,
    priority: String(values.priority),
    specName: platform.specName,
    title: `${platform.name}: ${platform.description}`,
    subcharts,
    workloads: workloads.map(([name, own]) => ({ name, description: own.description, values: own })),
  };
}
