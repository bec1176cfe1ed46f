import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { CiTargetSpec, ScanSpec } from "../../spec/spec.ts";
import type { Peers } from "../target.ts";
import { deploymentsOf, type EnvironmentDeployment } from "./deployments.ts";
import { type Lint, lintOf } from "./lint.ts";
import { type Registry, registryOf } from "./registry.ts";
import { type ReleasedImage, releasedImages, type ServiceImages, servicesOf } from "./service-images.ts";
import { type TestRuns, testRunsOf } from "./tests.ts";
import { type Updates, updatesOf } from "./updates.ts";

const defaultBranch = "main";
const defaultTag = "v*";

/** The steps between a commit and an environment, independent of the provider. */
export interface Pipeline {
  readonly platform: Platform;
  /** The targets whose files it may deploy. */
  readonly peers: Peers;
  readonly settings: CiTargetSpec;
  /** The services that are built. */
  readonly services: readonly ServiceImages[];
  /** The released images, by service and variant. */
  readonly images: readonly ReleasedImage[];
  /** The tests that Compose runs, by environment. */
  readonly runs: readonly TestRuns[];
  readonly lint: Lint;
  /** How images are scanned; undefined: not at all. */
  readonly scan: ScanSpec | undefined;
  /** Where images are pushed; undefined: nothing is released. */
  readonly registry: Registry | undefined;
  readonly triggers: Triggers;
  readonly updates: Updates;
  /** By environment. */
  readonly deployments: readonly EnvironmentDeployment[];
}

/** When images are released. */
export interface Triggers {
  /** The branches whose commits are released. */
  readonly branches: readonly string[];
  /** The patterns of tags that are released; none if environments follow branches alone. */
  readonly tags: readonly string[];
  /** A regular expression for stable tags, which have no `-` after the version. Empty: no tag is released. */
  readonly stable: string;
  /** The branches that changes are merged to: the released ones, or the default. */
  readonly trunks: readonly string[];
}

/** The pipeline of a platform. */
export function pipelineOf(platform: Platform, peers: Peers): Pipeline {
  const settings = withDefaults<CiTargetSpec>(platform.targets.ci, "ciTarget");
  const { scan } = platform.images;
  const isScanned = scan !== undefined || platform.maintenance.rescan !== undefined;
  return {
    platform,
    peers,
    settings,
    services: servicesOf(platform),
    images: releasedImages(platform),
    runs: testRunsOf(platform),
    lint: lintOf(platform),
    scan: isScanned ? withDefaults<ScanSpec>(scan, "scan") : undefined,
    registry: registryOf(platform, settings),
    triggers: triggersOf(settings),
    updates: updatesOf(settings),
    deployments: deploymentsOf(platform, settings, peers),
  };
}

function triggersOf({ deploy = {} }: CiTargetSpec): Triggers {
  const patterns = (key: "branch" | "tag"): readonly string[] =>
    [...new Set(Object.values(deploy).flatMap((deployment) => deployment[key] ?? []))].sort();
  const [branches, tags] = [patterns("branch"), patterns("tag")];
  const released = tags.length > 0 || branches.length > 0 ? tags : [defaultTag];
  return {
    branches,
    tags: released,
    stable: stableOf(released),
    trunks: branches.length > 0 ? branches : [defaultBranch],
  };
}

/** If all patterns look like prereleases, all tags count as stable. */
function stableOf(patterns: readonly string[]): string {
  const stable = patterns.filter((pattern) => !/\*.*-/.test(pattern));
  const expressions = (stable.length > 0 ? stable : patterns).map((pattern) =>
    pattern.replaceAll(/[.+(){}|$]/g, "[$&]").replace("*", "[^/-]*"),
  );
  return expressions.length === 0 ? "" : `^(${expressions.join("|")})$`;
}

/** The moving tag of the newest release, such as `latest`. */
export function newestTag({ tags, branches }: Triggers, variant: string): string {
  const alias = tags.length > 0 ? "latest" : (branches[0] ?? "").replaceAll(/[^A-Za-z0-9._-]/g, "-");
  if (variant === "") return alias;
  return alias === "latest" ? variant : `${alias}-${variant}`;
}

/** The SBOM of an image: its format as an option of Syft, and Cosign's name of the format. */
export interface Sbom {
  readonly format: string;
  readonly predicate: string;
}

const predicates = { "spdx-json": "spdxjson", "cyclonedx-json": "cyclonedx" } as const;

/** The SBOM of images; null: they have none. */
export function sbomOf({ platform }: Pipeline): Sbom | null {
  const { sbom } = platform.images;
  return sbom === undefined ? null : { format: sbom, predicate: predicates[sbom] };
}
