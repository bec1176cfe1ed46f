import { stageFor } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Workload } from "../../model/workload.ts";
import type { Tier } from "../../spec/tiers.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";
import { required } from "./interpolate.ts";

/** Where the image of a service is built. */
export interface BuildView {
  readonly context: string;
  /** Null: the file named `Dockerfile` in the context. */
  readonly dockerfile: string | null;
  readonly target: string;
}

/** In development and test images are built from source; elsewhere released ones run. */
export function imageOrBuild(
  file: ComposeFile,
  workload: Workload,
): { readonly image: string | null; readonly build: BuildView | null } {
  const { platform, environment } = file;
  if (workload.origin.kind !== "built") return { image: pinned(platform, workload.image), build: null };
  const { tier } = environment;
  const isReleased = tier === "staging" || tier === "production";
  if (isReleased) {
    const version = required("VERSION", "Set VERSION to the version to run");
    return { image: `${workload.image}:${version}`, build: null };
  }
  return { image: null, build: buildView(file, workload.origin.build, purposeOf(workload, tier)) };
}

/** Which of the images of a service its container runs. */
export function purposeOf(workload: Workload, tier: Tier): "production" | "development" | "test" {
  if (isTest(workload)) return "test";
  return tier === "development" && "ports" in workload ? "development" : "production";
}

/** Whether it is the run of a kind of test. */
export function isTest(workload: Workload): boolean {
  return workload.path[0] === "tests";
}

function buildView(file: ComposeFile, build: Build, purpose: "production" | "development" | "test"): BuildView {
  const { dockerfile, stage } = stageFor(file.platform, build, purpose);
  return {
    context: relativeTo(file.path, "."),
    dockerfile: dockerfile === "Dockerfile" ? null : dockerfile,
    target: stage,
  };
}
