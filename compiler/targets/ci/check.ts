import { nearest } from "../../diagnostics/suggest.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { DeploymentSpec } from "../../spec/spec.ts";
import { wayOf, waysOf } from "./deployments.ts";
import type { Pipeline } from "./pipeline.ts";

/** Reports deployments of environments that do not exist. */
export function checkNames({ targets, environments }: Platform, reporter: Reporter): void {
  const known = environments.map(({ name }) => name);
  for (const name of Object.keys(targets.ci?.deploy ?? {})) {
    if (known.includes(name)) continue;
    const suggestion = nearest(name, known);
    const holes = { name, what: "environment", suggestion, section: "environments" };
    const replacement = suggestion === undefined ? {} : { replacement: suggestion };
    const options = { half: "key", within: name, ...replacement } as const;
    reporter.report("", "model/unknown-name", ["targets", "ci", "deploy", name], holes, options);
  }
}

/** Reports what a pipeline cannot do, and what it should not do without somebody having thought of it. */
export function checkPipeline(pipeline: Pipeline, reporter: Reporter): void {
  const { platform, settings, registry } = pipeline;
  if (registry === undefined && platform.builds.length > 0) {
    reporter.report("", "ci/registry-missing", ["targets", "ci"], {}, { half: "key" });
  }
  for (const environment of platform.environments) {
    const asked = settings.deploy?.[environment.name];
    if (asked === undefined) continue;
    checkTrigger(environment, asked, reporter);
    checkWay(pipeline, environment, asked, reporter);
  }
}

function pathOf({ name }: Environment): SpecPath {
  return ["targets", "ci", "deploy", name];
}

function checkTrigger(environment: Environment, asked: DeploymentSpec, reporter: Reporter): void {
  const { name, tier } = environment;
  if (asked.branch === undefined && asked.tag === undefined) {
    reporter.report("", "ci/never-deployed", pathOf(environment), { environment: name }, { half: "key" });
  }
  if (tier === "production" && asked.approvals === undefined) {
    reporter.report("", "ci/no-approvals", pathOf(environment), { environment: name }, { half: "key" });
  }
}

function checkWay(
  { platform, peers }: Pipeline,
  environment: Environment,
  asked: DeploymentSpec,
  reporter: Reporter,
): void {
  const { name } = environment;
  const ways = waysOf(platform, environment, peers);
  const way = wayOf(ways, asked);
  if (way === undefined && asked.with !== undefined) {
    reporter.report("", "ci/no-way", [...pathOf(environment), "with"], { environment: name, way: asked.with });
  } else if (way === undefined) {
    reporter.report("", "ci/no-way", pathOf(environment), { environment: name, way: "" }, { half: "key" });
  } else if (asked.with === undefined && ways.length > 1) {
    const holes = { environment: name, ways: ways.map(({ kind }) => kind), way: way.kind };
    reporter.report("", "ci/several-ways", pathOf(environment), holes, { half: "key" });
  }
}
