import { plain } from "../../literals/markdown.ts";
import { settingVariable, variableOf } from "../deployment-variables.ts";
import type { Context } from "./context.ts";
import { scriptName } from "./deploy-script.ts";
import { servicesOf } from "./deployment.ts";
import { deploymentVariables } from "./deployment-variables.ts";
import { costsView } from "./guide-costs.ts";
import { servedExposures, transportOf } from "./ingress.ts";
import type { Plan } from "./main.ts";
import { registryPlan } from "./registry.ts";
import { cloudOf } from "./roles.ts";

/** The view of `bicep/README.md`: what an operator does before, during and after the first deployment. */
export function guideView(plan: Plan, context: Context, folder: string): object {
  const { platform, deployments } = context;
  const { isImported, ownName, isNeeded } = registryPlan(context);
  const environments = deployments.map(({ environment, settings }) => ({
    name: environment.name,
    group: `${platform.name}-${environment.name}`,
    region: settings.region ?? "",
  }));
  const [first] = environments;
  const [deployment] = deployments;
  const variables = deployment && deploymentVariables(platform, deployment.environment);
  const { supplied = [], generated = [] } = variables?.secrets ?? {};
  const provider = platform.targets.ci?.enabled === false ? "" : (platform.targets.ci?.provider ?? "");
  // Only this role and Owner may lock resources.
  const isLocked = plan.calls.some((one) => one.arguments.some(({ name }) => name === "locked"));
  const hasLocks = isLocked && deployments.some(({ environment }) => environment.tier === "production");
  return {
    specName: platform.specName,
    name: platform.name,
    fence: "```",
    script: `${folder}/${scriptName}`,
    environments,
    first: first?.name ?? "",
    ownRegistry: ownName ?? "",
    hasRegistry: isNeeded && ownName === undefined,
    isImported: isNeeded && isImported,
    secrets: [
      ...supplied.map((name) => ({ name, how: "supplied" })),
      ...generated.map((name) => ({ name, how: "generated, unless it is set" })),
    ].map(({ name, how }) => ({
      variable: variableOf("secret", name),
      how,
      about: plain(context.describeSecret(name)),
    })),
    settings: context.config.map((name) => ({
      variable: settingVariable(name),
      about: plain(context.describeSetting(name)),
    })),
    hosts: hostsOf(context),
    hasRevisions: variables?.hasRevisions ?? false,
    provider,
    isGithub: provider === "github",
    isAzurePipelines: provider === "azure-pipelines",
    furtherRoles: furtherRolesOf(plan),
    hasLocks,
    rolesRole: hasLocks ? "User Access Administrator" : "Role Based Access Control Administrator",
    costs: costsView(plan, context),
  };
}

/** The roles that services have in addition, each after a comma. */
function furtherRolesOf({ workloads }: Plan): string {
  const roles = [...new Set(workloads.flatMap(({ workloads: all }) => cloudOf(all)))].sort();
  return roles.map((role) => `, ${role}`).join("");
}

/** The host names that DNS records are needed for, with the app that each leads to. */
function hostsOf({
  deployments,
}: Context): readonly { readonly host: string; readonly app: string; readonly environment: string }[] {
  return deployments.flatMap(({ environment, settings }) =>
    servicesOf(environment).flatMap((service) =>
      transportOf(service, settings) === "tcp"
        ? []
        : [...new Set(servedExposures(service).map(({ host }) => host))].map((host) => ({
            host,
            app: service.name,
            environment: environment.name,
          })),
    ),
  );
}
