import { secretsOfBuild } from "../../model/build-secrets.ts";
import { dockerfileInContext, fromOutput, hasStage, stageFor } from "../../model/built-images.ts";
import type { AnyBuild } from "../../model/image.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Workload } from "../../model/workload.ts";
import type { Tier } from "../../spec/tiers.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { escapeDollars } from "./interpolate.ts";

/**
 * The tag of released images. Without VERSION it is a tag that no registry has: `up` fails and names the variable, while
 * `ps`, `logs` and `down`, which read the same file, work.
 */
const version = "${VERSION:-VERSION-is-not-set}";

/** The build of an image. */
export interface BuildView {
  readonly context: string;
  /** Null: the file named `Dockerfile` in the context. */
  readonly dockerfile: string | null;
  /** Null: the last stage. */
  readonly target: string | null;
  readonly args: Readonly<Record<string, string>> | null;
  readonly secrets: readonly (string | { readonly source: string; readonly target: string })[] | null;
}

/** In development and test, images are built from source; staging and production run released images. */
export function imageOrBuild(
  file: ComposeFile,
  workload: Workload,
): { readonly image: string | null; readonly build: BuildView | null } {
  const { platform, environment } = file;
  if (workload.origin.kind !== "built") return { image: escapeDollars(pinned(platform, workload.image)), build: null };
  const { tier } = environment;
  const isReleased = tier === "staging" || tier === "production";
  if (isReleased) {
    return { image: `${escapeDollars(workload.image)}:${version}`, build: null };
  }
  return { image: null, build: buildView(file, workload.origin.build, purposeOf(workload, tier)) };
}

/** The image that a container runs. Jobs have one for development only if their own Dockerfile has a stage for it. */
export function purposeOf(workload: Workload, tier: Tier): "production" | "development" | "test" {
  if (isTest(workload)) return "test";
  const { origin } = workload;
  if (tier !== "development" || origin.kind !== "built" || !hasStage(origin.build, "development")) return "production";
  return "ports" in workload || origin.build.kind === "own" ? "development" : "production";
}

/** Whether a workload is a test run. */
export function isTest(workload: Workload): boolean {
  return workload.path[0] === "tests";
}

/** The secrets that Compose needs to build an image of a workload. */
export function buildSecretsOf(
  { platform, environment: { tier } }: ComposeFile,
  { origin }: Workload,
): readonly string[] {
  const isBuilt = origin.kind === "built" && (tier === "development" || tier === "test");
  return isBuilt ? secretsOfBuild(platform, origin.build).map(({ secret }) => secret) : [];
}

function buildView(file: ComposeFile, build: AnyBuild, purpose: "production" | "development" | "test"): BuildView {
  const { platform } = file;
  const image = stageFor(platform, build, purpose);
  const dockerfile = dockerfileInContext(build, image, platform);
  const args = build.kind === "own" ? Object.entries(build.args) : [];
  const secrets = secretsOfBuild(platform, build);
  return {
    context: relativeTo(file.path, fromOutput(platform, image.context)),
    dockerfile: dockerfile === "Dockerfile" ? null : dockerfile,
    target: image.stage === "" ? null : image.stage,
    args: args.length === 0 ? null : Object.fromEntries(args.map(([name, value]) => [name, escapeDollars(value)])),
    secrets:
      secrets.length === 0
        ? null
        : secrets.map(({ id, secret }) => (id === secret ? secret : { source: secret, target: id })),
  };
}
