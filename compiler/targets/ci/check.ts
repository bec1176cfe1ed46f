import { nearest } from "../../diagnostics/suggest.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { DeploymentSpec } from "../../spec/spec.ts";
import { wayOf, waysOf } from "./deployments.ts";
import type { Pipeline } from "./pipeline.ts";
import { providerName } from "./providers.ts";

/** Reports deployments of environments that do not exist. */
export function checkNames({ targets, environments }: Platform, reporter: Reporter): void {
  const known = environments.map(({ name }) => name);
  for (const name of Object.keys(targets.ci?.deploy ?? {})) {
    if (known.includes(name)) continue;
    const suggestion = nearest(name, known);
    const holes = { name, what: "environment", suggestion, section: "environments" };
    const spot = { path: ["targets", "ci", "deploy", name], half: "key", within: name } as const;
    reporter.report("model/unknown-name", spot, holes, suggestion === undefined ? {} : { replacement: suggestion });
  }
}

/** Reports deployments that are impossible, ambiguous or without approval, and a missing registry. */
export function checkPipeline(pipeline: Pipeline, reporter: Reporter): void {
  const { platform, settings, registry } = pipeline;
  if (registry === undefined && platform.builds.length > 0) {
    reporter.report("ci/registry-missing", { path: ["targets", "ci"], half: "key" }, {});
  }
  if (platform.output !== ".") {
    const holes = { folder: platform.output, provider: providerName(settings.provider) };
    reporter.report("ci/output-not-root", { path: ["targets", "ci"], half: "key" }, holes);
  }
  for (const environment of platform.environments) {
    const deployment = settings.deploy?.[environment.name];
    if (deployment === undefined) continue;
    checkTrigger(environment, deployment, reporter);
    checkWay(pipeline, environment, deployment, reporter);
  }
}

function pathOf({ name }: Environment): SpecPath {
  return ["targets", "ci", "deploy", name];
}

function checkTrigger(environment: Environment, deployment: DeploymentSpec, reporter: Reporter): void {
  const { name, tier } = environment;
  if (deployment.branch === undefined && deployment.tag === undefined) {
    reporter.report("ci/never-deployed", { path: pathOf(environment), half: "key" }, { environment: name });
  }
  if (tier === "production" && deployment.approvals === undefined) {
    reporter.report("ci/no-approvals", { path: pathOf(environment), half: "key" }, { environment: name });
  }
}

function checkWay(
  { platform, peers }: Pipeline,
  environment: Environment,
  deployment: DeploymentSpec,
  reporter: Reporter,
): void {
  const { name } = environment;
  const ways = waysOf(platform, environment, peers);
  const way = wayOf(ways, deployment);
  if (way === undefined && deployment.with !== undefined) {
    const spot = { path: [...pathOf(environment), "with"] };
    reporter.report("ci/no-way", spot, { environment: name, way: deployment.with });
  } else if (way === undefined) {
    reporter.report("ci/no-way", { path: pathOf(environment), half: "key" }, { environment: name, way: "" });
  } else if (deployment.with === undefined && ways.length > 1) {
    const holes = { environment: name, ways: ways.map(({ kind }) => kind), way: way.kind };
    reporter.report("ci/several-ways", { path: pathOf(environment), half: "key" }, holes);
  }
}
