import type { Platform } from "../../model/platform.ts";
import { type Deployment, defaultWay, deploymentsOf, type WayName, ways } from "./deployments.ts";
import { releasesFile } from "./releases.ts";
import { type ScriptView, scriptView } from "./scripts.ts";

/** The view of `operations/deploy.sh`. */
export interface DeployScriptView extends ScriptView {
  readonly names: string;
  readonly environments: readonly { readonly name: string; readonly way: WayName }[];
  readonly deployments: readonly DeploymentView[];
  readonly ways: readonly WayName[];
  readonly choices: string;
  readonly hasChoice: boolean;
  readonly hasVersion: boolean;
  readonly hasCompose: boolean;
  readonly hasBlueGreen: boolean;
  /** Whether the script returns to the former version itself after a failure. */
  readonly hasUndo: boolean;
  readonly hasKubernetes: boolean;
  readonly hasKustomize: boolean;
  readonly hasHelm: boolean;
  readonly hasBicep: boolean;
  readonly isSigned: boolean;
  /** The workflow that signs images, as a regular expression; empty if no workflow does. */
  readonly identity: string;
  readonly issuer: string;
  readonly keyless: string;
  /** A program to check for, with a space before it. */
  readonly signTool: string;
  /** The file with the deployments of a machine, relative to the root of the repository. */
  readonly releases: string;
}

interface DeploymentView {
  readonly key: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly lists: readonly { readonly name: string; readonly items: readonly string[] }[];
}

/** The script that deploys; undefined if there is nothing to deploy. */
export function deployScriptView(platform: Platform, path: string): DeployScriptView | undefined {
  const deployments = deploymentsOf(platform);
  if (deployments.length === 0) return undefined;
  const names = [...new Set(deployments.map(({ name }) => name))];
  const has = (way: WayName): boolean => deployments.some((deployment) => deployment.way === way);
  const steps = deployments.flatMap(({ lists }) => lists.steps ?? []);
  const { isSigned, identity } = signatures(platform);
  return {
    ...scriptView(platform, path),
    names: names.join(", "),
    environments: names.map((name) => ({ name, way: defaultWay(platform, deployments, name) })),
    deployments: deployments.map(viewOf),
    ways: ways.filter(has),
    choices: ways.filter(has).join(", "),
    hasChoice: ways.filter(has).length > 1,
    hasVersion: deployments.some(({ lists }) => (lists.images ?? []).length > 0),
    hasCompose: has("compose"),
    hasBlueGreen: steps.some((step) => step.startsWith("swap ")),
    hasUndo: has("compose") || has("kustomize"),
    hasKubernetes: has("kustomize") || has("helm"),
    hasKustomize: has("kustomize"),
    hasHelm: has("helm"),
    hasBicep: has("bicep"),
    isSigned: isSigned && has("compose"),
    identity,
    issuer: "https://token.actions.githubusercontent.com",
    keyless:
      identity === "" ? ", or COSIGN_IDENTITY and COSIGN_ISSUER the signer" : "; by default the release workflow signs",
    signTool: isSigned ? " cosign" : "",
    releases: releasesFile(platform),
  };
}

/** Who signs the images: a workflow of GitHub, if CI is there. */
function signatures({ images, targets, repository }: Platform): {
  readonly isSigned: boolean;
  readonly identity: string;
} {
  const { enabled = false, provider = "github" } = targets.ci ?? {};
  const isSigned = images.sign === "cosign";
  const isKnown = enabled && provider === "github" && repository !== undefined;
  const address = (repository ?? "").replaceAll(".", "\\.");
  return { isSigned, identity: isSigned && isKnown ? `^${address}/\\.github/workflows/release\\.yml@refs/` : "" };
}

function viewOf({ name, way, settings, lists }: Deployment): DeploymentView {
  return {
    key: `${name} ${way}`,
    settings: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
    lists: Object.entries(lists)
      .filter(([, items]) => items.length > 0)
      .map(([key, items]) => ({ name: key, items })),
  };
}
