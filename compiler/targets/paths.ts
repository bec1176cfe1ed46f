import type { Environment, Platform } from "../model/platform.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { BicepTargetSpec, ComposeTargetSpec, HelmTargetSpec, KustomizeTargetSpec } from "../spec/spec.ts";

// Where files lie that one target writes and others name. All are relative to the output folder.

/** The script that makes the files of secrets. */
export const secretsScript = "scripts/create-secrets.sh";

/** The name of a Compose file, which may refer to the environment, the stack and the platform. */
export function composeFileName(pattern: string, platform: Platform, environment: Environment, stack = ""): string {
  return pattern
    .replaceAll("${environment.name}", environment.name)
    .replaceAll("${environment.tier}", environment.tier)
    .replaceAll("${stack.name}", stack)
    .replaceAll("${platform.name}", platform.name);
}

/** How an environment is written for Compose. */
export function composeSettings(environment: Environment): ComposeTargetSpec {
  return withDefaults<ComposeTargetSpec>(environment.targets.compose, "composeTarget");
}

/** The folder of the base and the overlays of Kustomize. */
export function kustomizeFolder(platform: Platform): string {
  return withDefaults<KustomizeTargetSpec>(platform.targets.kustomize, "kustomizeTarget").path;
}

/** The folder of the Helm chart. */
export function helmFolder(platform: Platform): string {
  const { path } = withDefaults<HelmTargetSpec>(platform.targets.helm, "helmTarget");
  return path.replaceAll("${platform.name}", platform.name);
}

/** The folder of the Bicep templates. */
export function bicepFolder(platform: Platform): string {
  return withDefaults<BicepTargetSpec>(platform.targets.bicep, "bicepTarget").path;
}
