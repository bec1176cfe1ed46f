import { quoteStep } from "../../../literals/github.ts";
import { secretsScript } from "../../paths.ts";
import { lintView, pathViews, rulesOf, serviceView } from "../changes.ts";
import type { Pipeline } from "../pipeline.ts";
import { minutesOf, type TestRuns } from "../tests.ts";
import { type CommonView, identifierOf } from "./common.ts";

/** The view of `ci/azure-pipelines/checks.yml`. */
export function checksView(pipeline: Pipeline, common: CommonView): object {
  const { services, lint, images, runs } = pipeline;
  return {
    ...common,
    lint: { ...lintView(lint), dockerfiles: pathViews(lint.dockerfiles) },
    services: services.map(serviceView),
    rules: rulesOf(pipeline, "azure-pipelines/checks.yml"),
    budgets: images.flatMap(({ target, budget }) => (budget === undefined ? [] : { target, bytes: budget })),
    runs: runs.map((run) => runsView(run, common)),
  };
}

/** The tests of an environment. */
function runsView(run: TestRuns, { buildSecrets }: CommonView): object {
  const settings = run.settings.map(({ name, example }) => ({
    name,
    isKnown: example !== undefined,
    value: example === undefined ? `"\${${name}:-test}"` : quoteStep(example),
  }));
  return {
    id: `tests_${identifierOf(run.environment)}`,
    environment: run.environment,
    paths: pathViews(run.paths),
    composeFile: run.composeFile,
    tests: run.tests.map((name) => ({ leg: identifierOf(name), name })),
    minutes: minutesOf(run),
    settings,
    /** The settings from variables of the project. */
    required: pathViews(settings.flatMap(({ name, isKnown }) => (isKnown ? [] : name))),
    hasSecrets: run.hasSecrets,
    script: quoteStep(secretsScript),
    supplied: [
      ...buildSecrets.map((name) => ({ name, value: `$(${name})` })),
      ...run.secrets.map((name) => ({ name, value: "test" })),
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
