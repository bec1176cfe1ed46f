import { buildSecrets, suppliedVariable } from "../../../model/build-secrets.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import type { Actions } from "./actions.ts";
import { dependabotView } from "./dependabot.ts";

/** What the views of all workflows have in common. */
export interface CommonView {
  readonly specName: string;
  readonly actions: Actions;
  readonly checkout: CheckoutView;
  /** Whether a workflow updates generated files in pull requests of bots, and starts their checks. */
  readonly isRegenerated: boolean;
  /** The branches that changes are merged to. */
  readonly trunks: readonly string[];
  readonly registry: RegistryView | null;
  readonly bakeFile: string;
  /** Variables with the secrets that builds read. */
  readonly buildSecrets: readonly string[];
  readonly platforms: readonly PlatformView[];
  /** Their names, as a YAML list without brackets. */
  readonly platformNames: string;
}

/** What jobs check out besides the files of the repository. */
interface CheckoutView {
  readonly submodules: boolean;
  readonly lfs: boolean;
}

/** How a job logs in to the registry. */
interface RegistryView {
  readonly host: string;
  /** Whether the job's token suffices. */
  readonly isOwn: boolean;
  /** The name of the Azure registry, without the domain; empty for others. */
  readonly azureName: string;
  /** The environment with the credentials; empty if the job's token suffices. */
  readonly environment: string;
}

/** A platform that images are built for, and a runner of that platform. */
interface PlatformView {
  readonly name: string;
  /** `linux/arm64` */
  readonly system: string;
  readonly runner: string;
}

/** The environment with the registry's credentials. */
export const releaseEnvironment = "release";

/** The default runner. */
export const defaultRunner = "ubuntu-24.04";

const runners: Readonly<Record<string, string>> = {
  "linux/amd64": defaultRunner,
  "linux/arm64": `${defaultRunner}-arm`,
};

/** What the views of all workflows have in common. */
export function commonView(pipeline: Pipeline, actions: Actions, bakeFile: string): CommonView {
  const { platform, registry, triggers, settings } = pipeline;
  const { submodules = false, lfs = false } = settings.checkout ?? {};
  const platforms = platform.images.platforms.map((name) => ({
    name: name.replace("/", "-"),
    system: name,
    runner: runners[name] ?? defaultRunner,
  }));
  return {
    specName: platform.specName,
    actions,
    checkout: { submodules, lfs },
    isRegenerated:
      pipeline.updates === "renovate" || (pipeline.updates === "dependabot" && dependabotView(pipeline) !== undefined),
    trunks: triggers.trunks,
    registry: registry ? registryView(registry) : null,
    bakeFile,
    buildSecrets: buildSecrets(platform).map(suppliedVariable),
    platforms,
    platformNames: platforms.map(({ name }) => name).join(", "),
  };
}

function registryView({ host, kind }: Registry): RegistryView {
  return {
    host,
    isOwn: kind === "own",
    azureName: kind === "azure" ? host.replace(".azurecr.io", "") : "",
    environment: kind === "own" ? "" : releaseEnvironment,
  };
}

/** The variables and secrets that a job needs to log in to a registry. */
export function credentialsOf(registry: Registry | undefined): {
  readonly variables: readonly string[];
  readonly secrets: readonly string[];
} {
  switch (registry?.kind) {
    case "azure":
      return { variables: azureIdentity, secrets: [] };
    case "other":
      return { variables: ["REGISTRY_USERNAME"], secrets: ["REGISTRY_PASSWORD"] };
    default:
      return { variables: [], secrets: [] };
  }
}

/** The variables that identify a job to Azure. */
export const azureIdentity = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"];

/** "the variables A, B and the secret C"; empty without any. */
export function wordsOf(variables: readonly string[], secrets: readonly string[]): string {
  const list = (what: string, names: readonly string[]): readonly string[] => {
    const unique = [...new Set(names)];
    return unique.length === 0 ? [] : [`the ${what}${unique.length > 1 ? "s" : ""} ${unique.join(", ")}`];
  };
  return [...list("variable", variables), ...list("secret", secrets)].join(" and ");
}
