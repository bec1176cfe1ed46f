import { clustersOf } from "../../kubernetes/cluster.ts";
import { quoteShell } from "../../literals/shell.ts";
import { imageFamilies } from "../../model/built-images.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { composeFileName, composeSettings, folderOf } from "../paths.ts";
import { bicepCompiler } from "./bicep-compiler.ts";

/** The files that are linted before anything is built. */
export interface Lint {
  readonly dockerfiles: readonly string[];
  readonly composeFiles: readonly string[];
  readonly overlays: readonly string[];
  /** The chart and its values files. */
  readonly chart: Chart | undefined;
  /** The Bicep files; undefined if there are none. */
  readonly bicep: BicepFiles | undefined;
}

/** Bicep files, as words of a command, and the compiler that checks them. */
export interface BicepFiles {
  readonly folder: string;
  readonly pattern: string;
  readonly compiler: typeof bicepCompiler;
}

/** A Helm chart. */
export interface Chart {
  readonly folder: string;
  readonly values: readonly string[];
  readonly hasDependencies: boolean;
}

/** The files to lint. */
export function lintOf(platform: Platform): Lint {
  const dockerfiles = new Set(
    imageFamilies(platform).flatMap(({ images }) => images.map(({ dockerfile }) => dockerfile)),
  );
  return {
    dockerfiles: platform.targets.docker?.enabled === false ? [] : [...dockerfiles].sort(),
    composeFiles: composeFilesOf(platform),
    overlays: clustersOf(platform, "kustomize").map(
      ({ environment }) => `${folderOf(platform, "kustomize")}/overlays/${environment.name}`,
    ),
    chart: chartOf(platform),
    bicep: platform.targets.bicep?.enabled ? bicepFilesOf(folderOf(platform, "bicep")) : undefined,
  };
}

function bicepFilesOf(folder: string): BicepFiles {
  return { folder: quoteShell(folder), pattern: quoteShell(`${folder}/**/*.bicep`), compiler: bicepCompiler };
}

function composeFilesOf(platform: Platform): readonly string[] {
  const files = platform.environments.flatMap((environment) => composeFilesIn(platform, environment));
  return [...new Set(files)].sort();
}

/** The Compose files of an environment, with those of its stacks. */
export function composeFilesIn(platform: Platform, environment: Environment): readonly string[] {
  const settings = composeSettings(environment);
  if (!settings.enabled) return [];
  const listed = new Set(environment.listedInStacks);
  const hasOwn = environment.services.some(({ name }) => !listed.has(name));
  return [
    ...(hasOwn ? [composeFileName(settings.file, platform, environment)] : []),
    ...environment.stacks.map(
      (stack) => stack.file ?? composeFileName(settings.stackFile, platform, environment, stack.name),
    ),
  ];
}

/** The chart of a platform; undefined if no environment uses it. */
export function chartOf(platform: Platform): Chart | undefined {
  const clusters = clustersOf(platform, "helm");
  if (clusters.length === 0) return undefined;
  const folder = folderOf(platform, "helm");
  return {
    folder,
    values: clusters.map(({ environment }) => `${folder}/values/${environment.name}.yaml`),
    hasDependencies: Object.keys(platform.targets.helm?.subcharts ?? {}).length > 0,
  };
}
