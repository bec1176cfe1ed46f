import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Artifact, Target } from "../target.ts";
import { bicepConfig } from "./config.ts";
import { Context } from "./context.ts";
import { scriptName, scriptView } from "./deploy-script.ts";
import { deploymentsOf, servicesOf } from "./deployment.ts";
import { deploymentVariables } from "./deployment-variables.ts";
import { hasProfiles } from "./foundation.ts";
import { guideView } from "./guide.ts";
import { planMain } from "./main.ts";
import { checkCounts } from "./main-parameters.ts";
import { mainView, parametersViews } from "./main-view.ts";
import { managedKind } from "./managed.ts";
import { problemOfBicep } from "./read-back.ts";
import { registryPlan } from "./registry.ts";
import { hasVaultIn } from "./roles.ts";
import { checkDeployments } from "./rules.ts";

/** Azure Container Apps, with everything around them. */
export const bicep: Target<"bicep"> = {
  name: "bicep",
  isDefault: false,
  tiers: ["development", "staging", "production"],
  hasEdge: true,
  formats: {
    "bicep/main.bicep": problemOfBicep,
    "bicep/main.bicepparam": problemOfBicep,
    "bicep/modules/": problemOfBicep,
  },
  withoutHeading: [/(^|\/)bicepconfig\.json$/],
  images: imagesOf,
  deploymentVariables,
  plan: planFiles,
};

/** The third-party images. Managed services have none. */
function imagesOf(platform: Platform): readonly string[] {
  const images = deploymentsOf(platform).flatMap(({ environment, settings }) =>
    [
      ...servicesOf(environment).filter((service) => managedKind(service, settings) === undefined),
      ...environment.jobs,
    ].flatMap(({ origin, image }) => (origin.kind === "built" ? [] : [image])),
  );
  return [...new Set(images)].sort();
}

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const deployments = deploymentsOf(platform);
  const [first] = deployments;
  if (!first) {
    if (platform.targets.bicep?.enabled)
      reporter.report("bicep/nowhere", { path: ["targets", "bicep"], half: "key" }, {});
    return [];
  }
  const context = new Context(platform, deployments, reporter);
  const plan = planMain(context);
  checkDeployments(context);
  checkCounts(plan, context);
  const folder = platform.targets.bicep?.path ?? first.settings.path;
  const { specName } = platform;
  const { isImported } = registryPlan(context);
  const shared = {
    specName,
    isImported,
    hasAlerts: plan.hasAlerts,
    hasStorage: plan.hasStorageRoles,
    hasVault: hasVaultIn(context),
    hasProfiles: hasProfiles(context),
  };
  const fixed = [...new Set(plan.calls.map(({ file }) => file))].filter((file) => isFixed(file)).sort();
  const module = (file: string, template: string, view: object): Artifact => ({
    path: `${folder}/modules/${file}.bicep`,
    template: `bicep/modules/${template}.bicep`,
    view,
  });
  return [
    { path: `${folder}/bicepconfig.json`, template: "bicep/bicepconfig.json", view: bicepConfig() },
    { path: `${folder}/main.bicep`, template: "bicep/main.bicep", view: mainView(plan, context, folder) },
    {
      path: `${folder}/${scriptName}`,
      template: "bicep/deploy.sh",
      view: scriptView(plan, context, folder),
      isExecutable: true,
    },
    { path: `${folder}/README.md`, template: "bicep/README.md", view: guideView(plan, context, folder) },
    ...parametersViews(context, plan).map(({ name, view }) => ({
      path: `${folder}/main.${name}.bicepparam`,
      environment: name,
      template: "bicep/main.bicepparam",
      view,
    })),
    ...fixed.map((file) => module(file, file, shared)),
    ...plan.secrets.map(({ file, view }) => module(file, "secrets", view)),
    ...plan.workloads.map(({ name, kind, view }) => module(`${kind}-${name}`, kind, view())),
  ];
}

const fixedModules = new Set([
  ...["alerts", "environment", "identity", "key-vault", "mongo", "monitoring", "network", "postgres"],
  ...["private-dns-zone", "private-endpoint", "redis", "registry", "registry-pull", "storage"],
]);

/** Whether a module has a template with the same name. */
function isFixed(file: string): boolean {
  return fixedModules.has(file);
}
