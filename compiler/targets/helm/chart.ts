import { releasePlaceholder } from "../../kubernetes/images.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { HelmTargetSpec } from "../../spec/spec.ts";

/** The content of `Chart.yaml`. */
export interface ChartView {
  readonly name: string;
  readonly description: string;
  readonly appVersion: string;
  readonly home: string | null;
  readonly maintainer: { readonly name: string; readonly email: string | null } | null;
  readonly license: string;
  readonly dependencies: readonly Subchart[];
}

/** A chart that runs a service of the catalogue, in place of objects of this chart. */
export interface Subchart {
  /** The service. */
  readonly alias: string;
  readonly description: string;
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  readonly condition: string;
}

/** The chart's name, version and maintainers. */
export function chartView(platform: Platform, dependencies: readonly Subchart[]): ChartView {
  const { name, description, repository, owner, contact, license } = platform;
  const isWritten = owner !== undefined || contact !== undefined;
  return {
    name,
    description,
    appVersion: releasePlaceholder,
    home: repository ?? null,
    maintainer: isWritten ? { name: owner ?? name, email: contact ?? null } : null,
    license,
    dependencies,
  };
}

/** The subcharts that the specification names. Reports one that replaces no service of the catalogue. */
export function subchartsOf(
  { subcharts = {} }: HelmTargetSpec,
  platform: Platform,
  reporter: Reporter,
): readonly Subchart[] {
  return Object.entries(subcharts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([alias, { chart, repository, version }]) => {
      const service = platform.base.services.find(({ name }) => name === alias);
      if (service?.origin.kind !== "engine") {
        reporter.report(
          "helm/subchart-without-engine",
          { path: ["targets", "helm", "subcharts", alias], half: "key" },
          { service: alias },
        );
      }
      return {
        alias,
        description: service?.description ?? "",
        chart,
        repository,
        version,
        condition: `${alias}.enabled`,
      };
    });
}
