import { version } from "../../../built/version.js";
import { buildSecrets, suppliedVariable } from "../../../model/build-secrets.ts";
import { type PathView, pathViews } from "../changes.ts";
import { type JobImages, jobImages } from "../job-images.ts";
import type { Pipeline } from "../pipeline.ts";
import { specArguments } from "../renovate.ts";
import { bakeFile } from "../service-images.ts";

/** What the views of all pipelines have in common. */
export interface CommonView {
  readonly specName: string;
  readonly version: string;
  /** Arguments of varai-gen that find the specification. */
  readonly arguments: string;
  readonly images: JobImages;
  readonly checkout: { readonly submodules: boolean; readonly lfs: boolean };
  readonly bakeFile: string;
  /** `amd64`, `arm64`. */
  readonly architectures: readonly string[];
  /** The same as a JSON list. */
  readonly architecturesJson: string;
  /** Whether some images are built for another architecture than that of the agents. */
  readonly isEmulated: boolean;
  readonly isScanned: boolean;
  readonly isSigned: boolean;
  /** The service connection of the registry; null: nothing is released. */
  readonly registry: { readonly connection: string } | null;
  /** The variable group of checks and builds; empty: none. */
  readonly group: string;
  /** Variables with the secrets that builds read, also as words of a command. */
  readonly buildSecrets: readonly string[];
  readonly secretNames: readonly PathView[];
}

/** What the views of all pipelines have in common. */
export function commonView(pipeline: Pipeline): CommonView {
  const { platform, settings, scan, registry, runs } = pipeline;
  const { submodules = false, lfs = false } = settings.checkout ?? {};
  const architectures = platform.images.platforms.map((name) => name.replace("linux/", ""));
  const secrets = buildSecrets(platform).map(suppliedVariable);
  const isConfigured =
    secrets.length > 0 || runs.some(({ settings: of }) => of.some(({ example }) => example === undefined));
  return {
    specName: platform.specName,
    version,
    arguments: specArguments(pipeline),
    images: jobImages(platform),
    checkout: { submodules, lfs },
    bakeFile: bakeFile(platform),
    architectures,
    architecturesJson: JSON.stringify(architectures),
    isEmulated: architectures.some((architecture) => architecture !== "amd64"),
    isScanned: scan !== undefined,
    isSigned: platform.images.sign !== undefined,
    registry: registry ? { connection: resourceName(pipeline, "registry") } : null,
    group: isConfigured ? resourceName(pipeline, "ci") : "",
    buildSecrets: secrets,
    secretNames: pathViews(secrets),
  };
}

/** The name of an environment, a service connection, a variable group or a secure file in the project. */
export function resourceName({ platform }: Pipeline, name: string): string {
  return `${platform.name}-${name}`;
}

/** The ID of a stage, a job or a leg of a matrix: letters, digits and `_`. */
export function identifierOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, "_").replace(/^(?=[0-9])/, "n");
}
