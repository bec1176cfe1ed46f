import { version } from "../../../built/version.js";
import type { Reporter } from "../../../model/reporter.ts";
import type { Artifact } from "../../target.ts";
import type { Pipeline } from "../pipeline.ts";
import { specArguments } from "../renovate.ts";
import { bakeFile } from "../service-images.ts";
import { actionsOf } from "./actions.ts";
import { commonView } from "./common.ts";
import { dependabotView } from "./dependabot.ts";
import { integrationView } from "./integration.ts";
import { regenerateView } from "./regenerate.ts";
import { releaseView } from "./release.ts";
import { securityView } from "./security.ts";

const folder = ".github/workflows";

/** The workflows of GitHub Actions. */
export function githubArtifacts(pipeline: Pipeline, reporter: Reporter): readonly Artifact[] {
  const { platform, settings, registry } = pipeline;
  const common = commonView(pipeline, actionsOf(settings, reporter), bakeFile(platform));
  const security = securityView(pipeline, common);
  const workflow = (name: string, view: object): Artifact => ({
    path: `${folder}/${name}.yml`,
    template: `ci/github/${name}.yml`,
    view,
  });
  const dependabot = pipeline.updates === "dependabot" ? dependabotView(pipeline) : undefined;
  const integration = integrationView(pipeline, common);
  return [
    ...(integration.jobs.length > 0 ? [workflow("ci", integration)] : []),
    ...(registry ? [workflow("release", releaseView(pipeline, common, integration.called))] : []),
    ...(security ? [workflow("security", security)] : []),
    workflow("verify-generated", { ...common, version, arguments: `--format github${specArguments(pipeline)}` }),
    ...(common.isRegenerated ? [workflow("regenerate", regenerateView(pipeline, common, integration))] : []),
    ...(dependabot ? [{ path: ".github/dependabot.yml", template: "ci/github/dependabot.yml", view: dependabot }] : []),
  ];
}
