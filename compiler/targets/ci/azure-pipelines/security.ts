import { quoteExpression } from "../../../literals/github.ts";
import { newestTag, type Pipeline } from "../pipeline.ts";
import { type CommonView, identifierOf } from "./common.ts";

const [scans, rebuilds] = ["Scan released images", "Refresh base images"];

/** The view of `ci/azure-pipelines/security.yml`; undefined if nothing has a schedule. */
export function securityView(pipeline: Pipeline, common: CommonView): object | undefined {
  const { triggers, platform, registry } = pipeline;
  const { rescan, baseImages } = platform.maintenance;
  const refreshes = registry === undefined ? undefined : baseImages;
  const [branch = ""] = triggers.trunks;
  const schedules = [
    ...(rescan === undefined ? [] : [{ cron: rescan, what: scans, branch }]),
    ...(refreshes === undefined ? [] : [{ cron: refreshes, what: rebuilds, branch }]),
  ];
  if (schedules.length === 0) return undefined;
  const isSecond = schedules.length > 1;
  return {
    specName: common.specName,
    title: `On a schedule: ${schedules.map(({ what }) => what.toLowerCase()).join(", ")}.`,
    rights:
      refreshes === undefined ? "" : " The build service needs the permission 'Queue builds' of the release pipeline.",
    schedules,
    scan: rescan === undefined ? null : scanView(pipeline, common, isSecond ? onSchedule(scans) : ""),
    refresh:
      refreshes === undefined
        ? null
        : {
            condition: isSecond ? onSchedule(rebuilds) : "",
            stable: triggers.stable,
            branch: triggers.branches[0] ?? "",
            isSecond,
          },
  };
}

/** The condition of a job for one schedule; it also runs when a user starts the pipeline. */
function onSchedule(name: string): string {
  return `or(ne(variables['Build.Reason'], 'Schedule'), eq(variables['Build.CronSchedule.DisplayName'], ${quoteExpression(name)}))`;
}

function scanView(pipeline: Pipeline, common: CommonView, condition: string): object {
  const { triggers, images, registry, lint } = pipeline;
  const isTagged = triggers.stable !== "";
  const released = images.flatMap(({ target, repository, variant }) =>
    common.architectures.map((architecture) => ({
      leg: identifierOf(`${target}-${architecture}`),
      newest: `${repository}:${newestTag(triggers, variant)}`,
      architecture,
    })),
  );
  return {
    ...common,
    condition,
    stable: triggers.stable,
    /** Tags are looked for in the whole history. */
    depth: isTagged ? 0 : 1,
    tags: isTagged,
    released: registry === undefined ? [] : released,
    overlays: lint.overlays,
  };
}
