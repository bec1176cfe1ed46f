import { quoteExpression } from "../../../literals/github.ts";
import { newestTag, type Pipeline } from "../pipeline.ts";
import type { CommonView } from "./common.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** What `ci/github/security.yml` prints. */
export interface SecurityView extends Pick<CommonView, "specName"> {
  readonly title: string;
  readonly schedules: readonly { readonly cron: string; readonly what: string }[];
  readonly scan: ScanView | null;
  readonly refresh: RefreshView | null;
}

interface ScanView extends Pick<CommonView, "actions" | "registry" | "platforms" | "platformNames"> {
  readonly condition: string;
  /** What has been released; empty: nothing is. */
  readonly images: readonly { readonly target: string; readonly repository: string; readonly tag: string }[];
  readonly environment: string;
  readonly overlays: readonly string[];
  readonly permissions: { readonly images: readonly Permission[]; readonly configuration: readonly Permission[] };
}

interface RefreshView extends Pick<CommonView, "actions"> {
  readonly condition: string;
  /** A regular expression for the tags, the newest of which is released again; empty: it is a branch. */
  readonly stable: string;
  readonly branch: string;
  readonly permissions: readonly Permission[];
  readonly isSecond: boolean;
}

/** The workflow of what is done regularly; undefined where nothing is. */
export function securityView(pipeline: Pipeline, common: CommonView): SecurityView | undefined {
  const { rescan, baseImages } = pipeline.platform.maintenance;
  const refreshes = pipeline.registry === undefined ? undefined : baseImages;
  if (rescan === undefined && refreshes === undefined) return undefined;
  const [scans, rebuilds] = ["scan released images", "refresh base images"];
  const whatOf = (cron: string): string =>
    [...(cron === rescan ? [scans] : []), ...(cron === refreshes ? [rebuilds] : [])].join(" and ");
  const crons = [...new Set([rescan, refreshes])].filter((cron) => cron !== undefined);
  const title = [...(rescan === undefined ? [] : [scans]), ...(refreshes === undefined ? [] : [rebuilds])].join(", ");
  return {
    specName: common.specName,
    title: `On a schedule: ${title}.`,
    schedules: crons.map((cron) => ({ cron, what: whatOf(cron) })),
    scan: rescan === undefined ? null : scanView(pipeline, common, rescan),
    refresh: refreshes === undefined ? null : refreshView(pipeline, common, refreshes, rescan !== undefined),
  };
}

/** The condition of a job for one schedule; it also runs when a user starts the workflow. */
function onSchedule(cron: string): string {
  return `github.event_name != 'schedule' || github.event.schedule == ${quoteExpression(cron)}`;
}

function scanView(pipeline: Pipeline, common: CommonView, cron: string): ScanView {
  const { actions, registry, platforms, platformNames } = common;
  const { images, registry: place, triggers } = pipeline;
  return {
    actions,
    registry,
    platforms,
    platformNames,
    condition: onSchedule(cron),
    images:
      place === undefined
        ? []
        : images.map(({ target, repository, variant }) => ({ target, repository, tag: newestTag(triggers, variant) })),
    environment: registry?.environment ?? "",
    overlays: pipeline.lint.overlays,
    permissions: {
      images: permissionsOf({ registry: { access: "read", of: place }, uploads: true, findsReleases: true }),
      configuration: permissionsOf({ uploads: true }),
    },
  };
}

function refreshView(pipeline: Pipeline, { actions }: CommonView, cron: string, isSecond: boolean): RefreshView {
  const { stable, branches } = pipeline.triggers;
  return {
    actions,
    condition: onSchedule(cron),
    stable,
    branch: branches[0] ?? "",
    permissions: permissionsOf({ starts: true }),
    isSecond,
  };
}
