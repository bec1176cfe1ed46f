import type { Environment, Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { DeploymentSpec } from "../../spec/spec.ts";
import { wayOf, waysOf } from "./deployments.ts";
import type { Pipeline } from "./pipeline.ts";

/** Reports what a pipeline cannot do, and what it should not do without somebody having thought of it. */
export function checkPipeline({ platform, settings, registry }: Pipeline, reporter: Reporter): void {
  if (registry === undefined && platform.builds.length > 0) {
    reporter.report("ci/registry-missing", { path: ["targets", "ci"], half: "key" }, {});
  }
  for (const environment of platform.environments) {
    const asked = settings.deploy?.[environment.name];
    if (asked === undefined) continue;
    checkTrigger(environment, asked, reporter);
    checkWay(platform, environment, asked, reporter);
  }
}

function pathOf({ name }: Environment): SpecPath {
  return ["targets", "ci", "deploy", name];
}

function checkTrigger(environment: Environment, asked: DeploymentSpec, reporter: Reporter): void {
  const { name, tier } = environment;
  if (asked.branch === undefined && asked.tag === undefined) {
    reporter.report("ci/never-deployed", { path: pathOf(environment), half: "key" }, { environment: name });
  }
  if (tier === "production" && asked.approvals === undefined) {
    reporter.report("ci/no-approvals", { path: pathOf(environment), half: "key" }, { environment: name });
  }
}

function checkWay(platform: Platform, environment: Environment, asked: DeploymentSpec, reporter: Reporter): void {
  const { name } = environment;
  const ways = waysOf(platform, environment);
  const way = wayOf(ways, asked);
  if (way === undefined && asked.with !== undefined) {
    reporter.report("ci/no-way", { path: [...pathOf(environment), "with"] }, { environment: name, way: asked.with });
  } else if (way === undefined) {
    reporter.report("ci/no-way", { path: pathOf(environment), half: "key" }, { environment: name, way: "" });
  } else if (asked.with === undefined && ways.length > 1) {
    const holes = { environment: name, ways: ways.map(({ kind }) => kind), way: way.kind };
    reporter.report("ci/several-ways", { path: pathOf(environment), half: "key" }, holes);
  }
}
