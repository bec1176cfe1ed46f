import { quoteExpression } from "../../../literals/github.ts";
import { secretsScript } from "../../paths.ts";
import {
  type LintView as CommonLintView,
  lintView as commonLintView,
  type PathView,
  pathViews,
  rulesOf,
  type ServiceView,
  serviceView,
} from "../changes.ts";
import type { Pipeline } from "../pipeline.ts";
import { minutesOf, type TestRuns } from "../tests.ts";
import type { Actions } from "./actions.ts";
import type { CommonView } from "./common.ts";
import { type Permission, permissionsOf, permissionsOfAll } from "./permissions.ts";

/** The view of `ci/github/ci.yml`. */
export interface IntegrationView extends CommonView {
  readonly services: readonly ServiceView[];
  readonly lint: LintView;
  /** The branches whose commits are checked without a release. */
  readonly pushes: readonly string[];
  /** Whether the release workflow calls it. */
  readonly isCalled: boolean;
  /** The commit to compare with, as an expression. */
  readonly base: string;
  /** Files that affect all services, as words of a command. */
  readonly rules: string;
  /** The permissions that a calling workflow has to grant. */
  readonly called: readonly Permission[];
  readonly runs: readonly RunsView[];
  readonly permissions: { readonly test: readonly Permission[]; readonly build: readonly Permission[] };
  /** Whether the build cache is in the registry. Only releases write it. */
  readonly isCacheRead: boolean;
  /** Whether the job's token can read the cache. */
  readonly canLogIn: boolean;
  /** Maximum sizes of images. */
  readonly budgets: readonly { readonly target: string; readonly bytes: number }[];
  readonly isScanned: boolean;
  /** An expression that holds in pull requests without access to the secrets of builds. */
  readonly lacksSecrets: string;
  /** The jobs that must not fail. */
  readonly jobs: readonly string[];
}

interface LintView extends CommonLintView {
  readonly dockerfiles: readonly { readonly path: string; readonly action: string }[];
}

interface RunsView {
  readonly id: string;
  readonly environment: string;
  /** Its name as a literal in an expression. */
  readonly expression: string;
  readonly paths: readonly PathView[];
  readonly composeFile: string;
  readonly tests: readonly string[];
  readonly minutes: number;
  readonly settings: readonly { readonly name: string; readonly value: string; readonly isKnown: boolean }[];
  readonly hasSecrets: boolean;
  readonly script: string;
  readonly supplied: readonly { readonly name: string; readonly value: string }[];
  readonly actions: Actions;
  readonly checkout: CommonView["checkout"];
}

/** The default branch, to which pull requests of bots are compared. */
const ofDispatch =
  "github.event_name == 'workflow_dispatch' && format('origin/{0}', github.event.repository.default_branch)";

/** The workflow that checks every change. */
export function integrationView(pipeline: Pipeline, common: CommonView): IntegrationView {
  const { services, platform, images, registry, scan, triggers } = pipeline;
  const runs = pipeline.runs.map((run) => runsView(run, common));
  const lint = lintView(pipeline, common.actions);
  const isCacheRead = platform.images.cache === "registry";
  const canLogIn = isCacheRead && registry?.kind === "own";
  const reading = canLogIn
    ? { registry: { access: "read", of: registry, why: "to read the build cache" } as const }
    : {};
  const permissions = {
    test: permissionsOf(reading),
    build: permissionsOf({ ...reading, uploads: scan !== undefined }),
  };
  const isCalled = registry !== undefined;
  return {
    ...common,
    services: services.map(serviceView),
    lint,
    pushes: triggers.trunks.filter((branch) => !isCalled || !triggers.branches.includes(branch)),
    isCalled,
    base: [
      "github.event.pull_request.base.sha",
      "github.event.merge_group.base_sha",
      ...(common.isRegenerated ? [ofDispatch] : []),
      "github.event.before",
    ].join(" || "),
    rules: rulesOf(pipeline, ".github/workflows/ci.yml"),
    called: permissionsOfAll(Object.values(permissions)),
    runs,
    permissions,
    isCacheRead,
    canLogIn,
    budgets: images.flatMap(({ target, budget }) => (budget === undefined ? [] : { target, bytes: budget })),
    isScanned: scan !== undefined,
    lacksSecrets: lacksSecrets(common.buildSecrets, isCalled),
    jobs: [
      ...(lint.isNeeded ? ["lint"] : []),
      ...(services.length > 0 ? ["changes", "test", "build"] : []),
      ...runs.map(({ id }) => id),
    ],
  };
}

/** The workflow that updates pull requests of bots starts this one, whose code must not get secrets. */
function lacksSecrets(secrets: readonly string[], isCalled: boolean): string {
  const hasAll = secrets.map((name) => `secrets.${name} != ''`).join(" && ");
  const lacks = `(github.event_name == 'workflow_dispatch' || github.event_name == 'pull_request' && !(${hasAll}))`;
  return isCalled ? `!inputs.everything && ${lacks}` : lacks;
}

function lintView({ lint }: Pipeline, { hadolint: action }: Actions): LintView {
  return { ...commonLintView(lint), dockerfiles: lint.dockerfiles.map((path) => ({ path, action })) };
}

function runsView(run: TestRuns, { actions, checkout, buildSecrets }: CommonView): RunsView {
  return {
    id: `tests-${run.environment}`,
    environment: run.environment,
    expression: quoteExpression(run.environment),
    paths: pathViews(run.paths),
    composeFile: run.composeFile,
    tests: run.tests,
    minutes: minutesOf(run),
    settings: run.settings.map(({ name, example }) => ({
      name,
      value: example ?? name,
      isKnown: example !== undefined,
    })),
    hasSecrets: run.hasSecrets,
    script: secretsScript,
    supplied: [
      ...buildSecrets.map((name) => ({ name, value: `\${{ secrets.${name} }}` })),
      ...run.secrets.map((name) => ({ name, value: "test" })),
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    actions,
    checkout,
  };
}
