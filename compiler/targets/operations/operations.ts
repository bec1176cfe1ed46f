import { resticImage } from "../../model/backups.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Artifact, Target } from "../target.ts";
import { backupScriptView } from "./backup-script.ts";
import { buildScriptView } from "./build-script.ts";
import { cleanUpView } from "./clean-up.ts";
import { containerTestsView } from "./container-tests.ts";
import { deployScriptView } from "./deploy-script.ts";
import { scanScriptView, sizeReportView } from "./image-scripts.ts";
import { makefileView } from "./makefile.ts";
import { manageScriptView } from "./manage-script.ts";
import { problemOfMakefile } from "./read-back.ts";
import { scheduleView } from "./schedule.ts";
import { operationsSettings, type ScriptName, scriptKey, scriptPath } from "./scripts.ts";

/** Scripts that build, scan, deploy and clean up, and a Makefile. */
export const operations: Target<"operations"> = {
  name: "operations",
  isDefault: false,
  tiers: ["development", "test", "staging", "production"],
  formats: { "operations/Makefile": problemOfMakefile },
  deploysOthers: true,
  images: (platform) => (backupScriptView(platform, "") ? [resticImage] : []),
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  return [
    ...imageArtifacts(platform),
    ...deploymentArtifacts(platform),
    ...script(platform, "backup.sh", backupScriptView),
    ...testArtifacts(platform),
    ...makefileArtifacts(platform, reporter),
  ];
}

/** The scripts for images built from this repository. */
function imageArtifacts(platform: Platform): readonly Artifact[] {
  if (platform.builds.length === 0) return [];
  return [
    script(platform, "build-images.sh", buildScriptView),
    script(platform, "scan-images.sh", scanScriptView),
    script(platform, "size-report.sh", sizeReportView),
    script(platform, "clean-up.sh", cleanUpView),
  ].flat();
}

/** The scripts for environments. */
function deploymentArtifacts(platform: Platform): readonly Artifact[] {
  return [
    script(platform, "deploy.sh", deployScriptView),
    script(platform, "manage.sh", manageScriptView),
    script(platform, "schedule.sh", scheduleView),
  ].flat();
}

/** A script with the view that a function makes; none without a view. */
function script(
  platform: Platform,
  name: ScriptName,
  viewOf: (platform: Platform, path: string) => object | undefined,
): readonly Artifact[] {
  const path = scriptPath(platform, name);
  const view = viewOf(platform, path);
  if (view === undefined) return [];
  const key = scriptKey(platform, name);
  return [
    {
      path,
      template: `operations/${name}`,
      view,
      isExecutable: true,
      ...(key && { namedBy: { path: ["targets", "operations", key] } }),
    },
  ];
}

/** The suite that tests containers, if a path is set. */
function testArtifacts(platform: Platform): readonly Artifact[] {
  const { containerTests: path } = operationsSettings(platform);
  if (path === undefined || platform.builds.length === 0) return [];
  return [
    {
      path,
      template: "operations/test_containers.py",
      view: containerTestsView(platform, path),
      isExecutable: true,
      namedBy: { path: ["targets", "operations", "containerTests"] },
    },
  ];
}

function makefileArtifacts(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const { makefile } = operationsSettings(platform);
  if (!makefile) return [];
  return [
    {
      path: makefile.path,
      template: "operations/Makefile",
      view: makefileView(platform, makefile.path, reporter),
      namedBy: { path: ["targets", "operations", "makefile"] },
    },
  ];
}
