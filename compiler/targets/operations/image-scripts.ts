import type { Platform } from "../../model/platform.ts";
import { composeProjects } from "./compose-projects.ts";
import { registryOf, releasedImages, scanOptions } from "./image-rows.ts";
import { type ScriptView, scriptView } from "./scripts.ts";

/** The view of `operations/size-report.sh`. */
export interface SizeReportView extends ScriptView {
  readonly registry: string;
  /** Service, name, budgets in bytes, their unit, and the suffix of tags. */
  readonly budgets: readonly string[];
}

/** The script that compares the sizes of images with their budgets. */
export function sizeReportView(platform: Platform, path: string): SizeReportView {
  return {
    ...scriptView(platform, path),
    registry: registryOf(platform),
    budgets: releasedImages(platform).map(({ build, sizeBudget, image }) => {
      const { compressed = 0, uncompressed = 0, unit = "MB" } = sizeBudget ?? {};
      return `${build.name} ${build.imageName} ${compressed} ${uncompressed} ${unit} ${image.tag}`.trimEnd();
    }),
  };
}

/** The view of `operations/scan-images.sh`. */
export interface ScanScriptView extends ScriptView {
  readonly registry: string;
  /** Service, name, and the suffix of tags. */
  readonly released: readonly string[];
  readonly projects: readonly { readonly name: string; readonly project: string }[];
  readonly names: string;
  readonly scanOptions: string;
}

/** The script that scans images. */
export function scanScriptView(platform: Platform, path: string): ScanScriptView {
  const projects = composeProjects(platform).map(({ name, project }) => ({ name, project }));
  return {
    ...scriptView(platform, path),
    registry: registryOf(platform),
    released: releasedImages(platform).map(({ build, image }) =>
      `${build.name} ${build.imageName} ${image.tag}`.trimEnd(),
    ),
    projects,
    names: projects.map(({ name }) => name).join(", "),
    scanOptions: scanOptions(platform),
  };
}
