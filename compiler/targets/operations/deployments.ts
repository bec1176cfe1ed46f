import { clustersOf } from "../../kubernetes/cluster.ts";
import { builtImages } from "../../kubernetes/images.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { isDeployedToAzure } from "../azure-environments.ts";
import { folderOf } from "../paths.ts";
import { suppliedSettings } from "../supplied-settings.ts";
import { composeProjects } from "./compose-projects.ts";
import { stepsOf } from "./steps.ts";

/** The targets that can deploy, the default first. */
export const ways = ["kustomize", "helm", "bicep", "compose"] as const;
export type WayName = (typeof ways)[number];

/** An environment, or a stack of one, and a target that deploys it. */
export interface Deployment {
  /** `production`, `production/monitoring` */
  readonly name: string;
  readonly environment: Environment;
  readonly way: WayName;
  readonly settings: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Every way to deploy each environment to which images are released. */
export function deploymentsOf(platform: Platform): readonly Deployment[] {
  const found = [...kustomize(platform), ...helm(platform), ...bicep(platform), ...compose(platform)];
  return found.toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
}

/** The way that CI deploys with, otherwise the first one. */
export function defaultWay(platform: Platform, deployments: readonly Deployment[], name: string): WayName {
  const own = deployments.filter((deployment) => deployment.name === name).map(({ way }) => way);
  const deployed = platform.targets.ci?.deploy?.[name]?.with;
  return own.find((way) => way === deployed) ?? ways.find((way) => own.includes(way)) ?? "compose";
}

/** The Compose projects that run released images, with the steps that replace their services. */
function compose(platform: Platform): readonly Deployment[] {
  return composeProjects(platform)
    .filter(({ environment: { tier } }) => tier === "staging" || tier === "production")
    .map(({ name, environment, file, services, jobs }) => {
      const built = [...services, ...jobs].filter(({ origin }) => origin.kind === "built");
      return {
        name,
        environment,
        way: "compose",
        settings: { file },
        lists: {
          images: [...new Set(built.map(({ image }) => image))].sort(),
          services: built.map(({ hostname }) => hostname),
          steps: stepsOf(environment, services, jobs),
        },
      };
    });
}

function kustomize(platform: Platform): readonly Deployment[] {
  return clustersOf(platform, "kustomize").map(({ environment, settings }) => {
    const folder = inFolder(platform.output, folderOf(platform, "kustomize"));
    return {
      name: environment.name,
      environment,
      way: "kustomize",
      settings: {
        overlay: `${folder}/overlays/${environment.name}`,
        local_folder: `${folder}/local/${environment.name}`,
        namespace: settings.namespace,
        selector: `app.kubernetes.io/part-of=${platform.name}`,
      },
      lists: { images: builtImages(environment) },
    };
  });
}

function helm(platform: Platform): readonly Deployment[] {
  return clustersOf(platform, "helm").map(({ environment, settings }) => {
    const chart = inFolder(platform.output, folderOf(platform, "helm"));
    return {
      name: environment.name,
      environment,
      way: "helm",
      settings: {
        release: platform.name,
        chart,
        values: `${chart}/values/${environment.name}.yaml`,
        namespace: settings.namespace,
        selector: `app.kubernetes.io/part-of=${platform.name}`,
      },
      lists: { images: builtImages(environment), parameters: suppliedSettings(platform, environment) },
    };
  });
}

function bicep(platform: Platform): readonly Deployment[] {
  return platform.environments.filter(isDeployedToAzure).map((environment) => ({
    name: environment.name,
    environment,
    way: "bicep",
    settings: {
      script: inFolder(platform.output, `${folderOf(platform, "bicep")}/deploy.sh`),
      group: `${platform.name}-${environment.name}`,
    },
    lists: { images: builtImages(environment) },
  }));
}
