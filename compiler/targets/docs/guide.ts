import { code, codes, fence, plain, row } from "../../literals/markdown.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import type { OperatorInputs, OperatorVariable } from "../target.ts";
import { type BackupsView, backupsView } from "./backups.ts";
import { type Deployment, deploymentsOf, scriptCommands } from "./deployments.ts";

/** The view of `docs/deployment.md`. */
export interface GuideView {
  readonly specName: string;
  readonly name: string;
  readonly fence: string;
  readonly programs: readonly string[];
  readonly environments: readonly EnvironmentView[];
}

interface EnvironmentView {
  readonly name: string;
  readonly tier: string;
  readonly description: string;
  readonly envFile: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly secretsFolder: string;
  readonly secrets: readonly string[];
  readonly script: readonly string[];
  readonly deployments: readonly DeploymentView[];
  readonly addresses: readonly string[];
  readonly backups: BackupsView | undefined;
}

interface DeploymentView extends Deployment {
  /** The title in the headings of an environment, which differ from each other. */
  readonly heading: string;
}

/** What the deployment guide prints. */
export function guideView(platform: Platform, inputs: readonly OperatorInputs[]): GuideView {
  const environments = platform.environments.map((environment): EnvironmentView => {
    const own = inputs.find((one) => one.environment === environment.name);
    const deployments = deploymentsOf(platform, environment, own);
    const { name, tier, description = "" } = environment;
    return {
      name,
      tier,
      description: plain(description),
      envFile: own?.envFile ?? "",
      required: (own?.variables ?? []).filter(({ isRequired }) => isRequired).map(variableRow),
      optional: (own?.variables ?? []).filter(({ isRequired }) => !isRequired).map(variableRow),
      secretsFolder: own?.secretsFolder ?? "",
      secrets: (own?.secrets ?? []).map((secret) =>
        row(
          code(secret.name),
          plain(secret.description),
          secret.isGenerated ? "A script" : "The operator",
          codes(secret.readers),
        ),
      ),
      script: scriptCommands(platform, environment) ?? [],
      deployments: deployments.map((deployment) => ({ ...deployment, heading: `${name} with ${deployment.title}` })),
      addresses: addressesOf(environment, deployments),
      backups: backupsView(platform, environment),
    };
  });
  const deployments = environments.flatMap((environment) => environment.deployments);
  return {
    specName: platform.specName,
    name: plain(platform.name),
    fence,
    programs: [...new Set(deployments.flatMap(({ programs }) => programs))].sort(),
    environments,
  };
}

/** The URLs of services: routes where something serves them, and ports of the host that Compose publishes. */
function addressesOf({ services, edge }: Environment, deployments: readonly Deployment[]): readonly string[] {
  const isServed = edge !== undefined || deployments.some(({ title }) => title !== "Docker Compose");
  return services.flatMap(({ name, role, routes, publish }) => [
    ...(isServed ? routes.map(({ host, path }) => row(code(name), code(`https://${host}${path}`))) : []),
    ...publish
      .filter(({ port }) => role !== "edge" && port.protocol === "http")
      .map(({ host }) => row(code(name), code(`http://localhost:${host}`))),
  ]);
}

function variableRow({ name, description, type, example, readers, isSecret }: OperatorVariable): string {
  const kind = isSecret ? "secret" : (type?.kind ?? "string");
  return row(code(name), kind, plain(description), code(example), codes(readers));
}
