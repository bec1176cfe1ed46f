import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import { imageRows, registryOf, scanOptions, variantsOf } from "./image-rows.ts";
import { type ScriptView, scriptView } from "./scripts.ts";

/** The view of `operations/build-images.sh`. */
export interface BuildScriptView extends ScriptView {
  readonly registry: string;
  /** The name of the image; empty if there are several names. */
  readonly imageName: string;
  readonly platforms: string;
  readonly writesCache: boolean;
  readonly sbom: string;
  readonly sbomFormat: string;
  readonly scanOptions: string;
  readonly bakeFile: string;
  /** Variants that have an option, with the spaces after it in the help. */
  readonly variants: readonly { readonly name: string; readonly option: string; readonly padding: string }[];
  readonly images: readonly string[];
}

/** The options of the script. A variant with the name of one has no option. */
const taken: ReadonlySet<string> = new Set(
  "all dry-run help name no-cache no-scan platforms push registry sbom scan sequential sign target version write-cache".split(
    " ",
  ),
);

/** The column of the descriptions in the help, after the indentation of long options. */
const column = 23;

/** The script that builds, scans, signs and pushes images. */
export function buildScriptView(platform: Platform, path: string): BuildScriptView {
  const { bake } = withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget");
  const names = [...new Set(platform.builds.map(({ imageName }) => imageName))];
  const sbomFormat = platform.images.sbom ?? "spdx-json";
  return {
    ...scriptView(platform, path),
    registry: registryOf(platform),
    imageName: names.length === 1 ? (names[0] ?? "") : "",
    platforms: platform.images.platforms.join(","),
    writesCache: platform.images.cache !== "none",
    sbom: sbomFormat === "spdx-json" ? "SPDX" : "CycloneDX",
    sbomFormat,
    scanOptions: scanOptions(platform),
    bakeFile: inFolder(platform.output, bake),
    variants: variantsOf(platform)
      .filter((name) => !taken.has(name))
      .map((name) => ({ name, option: `--${name}`, padding: " ".repeat(Math.max(2, column - name.length - 2)) })),
    images: imageRows(platform),
  };
}
