import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import type { Actions } from "./actions.ts";

/** What every workflow prints, and the steps that several of them have. */
export interface CommonView {
  readonly specName: string;
  readonly actions: Actions;
  /** The branches that changes go to. */
  readonly trunks: readonly string[];
  readonly registry: RegistryView | null;
  readonly bakeFile: string;
  readonly platforms: readonly PlatformView[];
  /** Their names, as a list of YAML without its brackets. */
  readonly platformNames: string;
}

/** How a job logs in to the registry. */
interface RegistryView {
  readonly host: string;
  /** With the token of the job. */
  readonly isOwn: boolean;
  /** Its name in Azure, without the domain; empty elsewhere. */
  readonly azureName: string;
  /** The environment whose variables and secrets say who logs in; empty where the token does. */
  readonly environment: string;
}

/** A platform that images are built for, and a machine that is one. */
interface PlatformView {
  readonly name: string;
  /** As registries call it. */
  readonly system: string;
  readonly runner: string;
}

/** The environment of the jobs that push images, where the token of the job does not suffice. */
export const releaseEnvironment = "release";

/** The machine for everything that does not depend on one. */
export const usualRunner = "ubuntu-24.04";

const runners: Readonly<Record<string, string>> = {
  "linux/amd64": usualRunner,
  "linux/arm64": `${usualRunner}-arm`,
};

/** What every workflow prints. */
export function commonView(pipeline: Pipeline, actions: Actions, bakeFile: string): CommonView {
  const { platform, registry, triggers } = pipeline;
  const platforms = platform.images.platforms.map((name) => ({
    name: name.replace("/", "-"),
    system: name,
    runner: runners[name] ?? usualRunner,
  }));
  return {
    specName: platform.specName,
    actions,
    trunks: triggers.trunks,
    registry: registry ? registryView(registry) : null,
    bakeFile,
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

/** What a job logs in to a registry with: variables and secrets of its environment. */
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

/** Who a job is to Azure. */
export const azureIdentity = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"];

/** "the variables A and B and the secret C"; empty where there are none. */
export function wordsOf(variables: readonly string[], secrets: readonly string[]): string {
  const list = (what: string, names: readonly string[]): readonly string[] => {
    const unique = [...new Set(names)];
    return unique.length === 0 ? [] : [`the ${what}${unique.length > 1 ? "s" : ""} ${unique.join(", ")}`];
  };
  return [...list("variable", variables), ...list("secret", secrets)].join(" and ");
}
