import { version } from "../../../built/version.js";
import { quoteShell } from "../../../literals/shell.ts";
import { secretsScript } from "../../paths.ts";
import { jobImages } from "../job-images.ts";
import { newestTag, type Pipeline, sbomOf } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { specArguments } from "../renovate.ts";
import { bakeFile, imageReference, type ServiceImages } from "../service-images.ts";
import { minutesOf, type TestRuns } from "../tests.ts";
import { deployViews, remarksOf } from "./deploy.ts";
import { releasedRefs, releaseRules, workflowConditions } from "./rules.ts";

/** The view of `ci/gitlab/gitlab-ci.yml`. */
export function gitlabView(pipeline: Pipeline): object {
  const { platform, services, lint, scan, registry, deployments, triggers } = pipeline;
  const images = jobImages(platform);
  const { sign, cache, platforms } = platform.images;
  const isSigned = sign !== undefined;
  const architectures = platforms.map((name) => name.replace("linux/", ""));
  const { baseImages } = platform.maintenance;
  return {
    specName: platform.specName,
    remarks: remarksOf(pipeline),
    images,
    triggers: releaseRules(triggers),
    refs: releasedRefs(triggers),
    stable: triggers.stable,
    workflow: workflowConditions(triggers),
    bakeFile: bakeFile(platform),
    version,
    arguments: specArguments(pipeline),
    lint: {
      dockerfiles: lint.dockerfiles,
      composeFiles: lint.composeFiles,
      overlays: lint.overlays,
      chart: lint.chart ? { ...lint.chart, dependencies: lint.chart.hasDependencies } : null,
      bicep: lint.bicep ?? null,
    },
    isKubernetes: lint.overlays.length > 0 || lint.chart !== undefined,
    services: services.map((service) => serviceView(service, pipeline)),
    hasSubmodules: pipeline.settings.checkout?.submodules ?? false,
    isManyPlatforms: architectures.length > 1,
    architectures: architectures.join(", "),
    hasBudgets: pipeline.images.some(({ budget }) => budget !== undefined),
    isScanned: scan !== undefined,
    runs: pipeline.runs.map(runsView),
    needsEngine: services.length > 0 || pipeline.runs.length > 0,
    registry: registry ? registryView(registry) : null,
    released: pipeline.images.map((image) => ({
      target: image.target,
      repository: image.repository,
      variant: image.variant,
      reference: imageReference(image),
      newest: `${image.repository}:${newestTag(triggers, image.variant)}`,
    })),
    isCacheKept: cache === "registry",
    isSigned,
    sbom: sbomOf(pipeline),
    isVerified: isSigned && registry !== undefined && deployments.length > 0,
    deployments: registry ? deployViews(pipeline, images) : [],
    scans: platform.maintenance.rescan ?? "",
    refresh:
      baseImages === undefined || !registry
        ? null
        : {
            image: images.docker,
            stable: triggers.stable,
            branch: triggers.branches[0] ?? "",
            cron: baseImages,
          },
  };
}

function registryView({ host, kind }: Registry): object {
  const isOwn = kind === "own";
  return {
    host,
    username: isOwn ? "{CI_REGISTRY_USER}" : "{REGISTRY_USERNAME}",
    password: isOwn ? "{CI_REGISTRY_PASSWORD}" : "{REGISTRY_PASSWORD}",
  };
}

function serviceView({ name, files, folders, images, tests }: ServiceImages, pipeline: Pipeline): object {
  const inFolders = folders.map((folder) => (folder === "." ? "**/*" : `${folder}/**/*`));
  const rules = [".gitlab-ci.yml", ...(pipeline.scan ? ["security/trivy-scan.yml"] : [])];
  const paths = [...files, ...inFolders, ...rules].sort();
  const budgetOf = (target: string): number | undefined =>
    pipeline.images.find((image) => image.target === target)?.budget;
  return {
    changes: `.changes-${name}`,
    paths,
    tests: tests.map((target) => ({ id: `test-${target.replace(/-test$/, "")}`, target })),
    images: images.map((target) => ({
      id: `build-${target}`,
      target,
      budget: String(budgetOf(target) ?? ""),
    })),
  };
}

function runsView(run: TestRuns): object {
  return {
    id: `tests-${run.environment}`,
    environment: run.environment,
    composeFile: run.composeFile,
    tests: run.tests,
    minutes: minutesOf(run),
    // Variables of the project override these.
    settings: run.settings.map(({ name, example }) => ({ name, value: example ?? "test" })),
    hasSecrets: run.hasSecrets,
    secrets: run.secrets.map((name) => `${name}="test" `).join(""),
    script: quoteShell(secretsScript),
  };
}
