import { quoteStep } from "../../literals/github.ts";
import type { BicepFiles, Lint } from "./lint.ts";
import type { Pipeline } from "./pipeline.ts";
import type { ServiceImages } from "./service-images.ts";

/** An argument of a command on a separate line; `end` continues the command. */
export interface PathView {
  readonly path: string;
  readonly end: string;
}

/** A service for the script that finds changed ones: its paths, and its targets as words of a command. */
export interface ServiceView {
  readonly paths: readonly PathView[];
  readonly images: string;
  readonly tests: string;
}

/** The files to lint, as jobs print them. */
export interface LintView {
  readonly composeFiles: readonly string[];
  readonly overlays: readonly string[];
  readonly chart: {
    readonly folder: string;
    readonly values: readonly string[];
    readonly dependencies: boolean;
  } | null;
  readonly bicep: BicepFiles | null;
  readonly isNeeded: boolean;
}

/** The paths and targets of a service. */
export function serviceView({ files, folders, images, tests }: ServiceImages): ServiceView {
  return {
    paths: pathViews([...files, ...folders].sort()),
    images: images.map(quoteStep).join(" "),
    tests: tests.map(quoteStep).join(" "),
  };
}

/** Arguments of a command, one on each line. */
export function pathViews(paths: readonly string[]): readonly PathView[] {
  return paths.map((path, index) => ({ path, end: index + 1 < paths.length ? " \\" : "" }));
}

/** The files that affect all services, as words of a command. */
export function rulesOf({ scan }: Pipeline, pipelineFile: string): string {
  return [pipelineFile, ...(scan ? ["security/trivy-scan.yml"] : [])].join(" ");
}

/** The files to lint. */
export function lintView({ dockerfiles, composeFiles, overlays, chart, bicep }: Lint): LintView {
  return {
    composeFiles,
    overlays,
    chart: chart ? { folder: chart.folder, values: chart.values, dependencies: chart.hasDependencies } : null,
    bicep: bicep ?? null,
    isNeeded: [dockerfiles, composeFiles, overlays, chart ? [chart] : [], bicep ? [bicep] : []].some(
      ({ length }) => length > 0,
    ),
  };
}
