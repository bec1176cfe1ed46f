import { checkDeployed } from "../../kubernetes/check-deployed.ts";
import { chartCluster, clustersOf, deployedEnvironments } from "../../kubernetes/cluster.ts";
import { imagesOf } from "../../kubernetes/images.ts";
import { checkOverrides } from "../../kubernetes/overrides.ts";
import { checkCluster } from "../../kubernetes/rules.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { HelmTargetSpec } from "../../spec/spec.ts";
import { folderOf } from "../paths.ts";
import { verbatim } from "../read-back.ts";
import type { Artifact, Target } from "../target.ts";
import { chartView, subchartsOf } from "./chart.ts";
import { chartFiles } from "./chart-files.ts";
import { testImage } from "./chart-values.ts";

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
  const environments = deployedEnvironments(platform, "helm");
  if (environments.length === 0) return [];
  const checked = clustersOf(platform, "helm");
  for (const cluster of checked) checkCluster(cluster, reporter);
  checkOverrides(checked, reporter);
  const settings = withDefaults<HelmTargetSpec>(platform.targets.helm ?? {}, "helmTarget");
  const subcharts = subchartsOf(settings, platform, reporter);
  const aliases = subcharts.map(({ alias }) => alias);
  const [base, ...clusters] = [platform.base, ...environments].map((environment) =>
    chartCluster(platform, environment, aliases),
  );
  if (!base) return [];
  return chartFiles({
    path: folderOf(platform, "helm"),
    platform,
    chart: chartView(platform, subcharts),
    base,
    clusters,
  });
}
