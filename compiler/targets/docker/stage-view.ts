import { oneLine } from "../../literals/comment.ts";
import { quoteShell } from "../../literals/shell.ts";
import type { Build, Healthcheck, Purpose } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { distributionOf } from "./base-images.ts";
import type { ImageFamily } from "./images.ts";
import { entrypointOf } from "./packages.ts";
import { type CopyView, copySource } from "./source.ts";

/** A stage that becomes an image: where it starts and how it ends. */
export interface FinalStageView {
  readonly from: string;
  readonly name: string;
  readonly copies: readonly CopyView[];
  readonly user: string;
  readonly ports: readonly number[];
  readonly stopSignal: string;
  readonly healthcheck: HealthcheckView | null;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** What makes directories that belong to the user. Empty where no volume is mounted. */
  readonly ownSteps: string;
}

/** A key below `org.opencontainers.image`. */
interface LabelView {
  readonly name: string;
  readonly value: string;
}

/** A production stage: labels as well. */
export interface ProductionView extends FinalStageView {
  readonly labels: readonly LabelView[];
}

interface HealthcheckView {
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly retries: number;
  readonly command: readonly string[];
}

/** Steps of a RUN, each on its own line. */
export function joinSteps(steps: readonly string[]): string {
  return steps.join(" \\\n    && ");
}

/** A RUN with mounts in front of its steps. */
export function runWithMounts(mounts: readonly string[], steps: readonly string[]): string {
  return [...mounts.map((mount) => `--mount=${mount} \\\n    `), joinSteps(steps)].join("");
}

/** The development stage; null where another file holds it or there is none. */
export function developmentView(family: ImageFamily, file: string, from: string): FinalStageView | null {
  const { build } = family;
  if (!build.develop || !has(family, "development", file)) return null;
  const debug = build.debug === undefined ? [] : [build.debug];
  return {
    ...stageView(family, from, "development"),
    ports: [...build.ports, ...debug].sort((a, b) => a - b),
    command: build.develop,
    ownSteps: joinSteps(ownDirectories(build)),
  };
}

/** The test stage; null where another file holds it. */
export function testView(family: ImageFamily, file: string, from: string): FinalStageView | null {
  if (!has(family, "test", file)) return null;
  return { ...stageView(family, from, "test"), ports: [], command: family.build.test };
}

/** The production stage; null where another file holds it. */
export function productionView(
  platform: Platform,
  family: ImageFamily,
  file: string,
  from: string,
): ProductionView | null {
  if (!has(family, "production", file)) return null;
  const { build } = family;
  return {
    ...stageView(family, from, "production"),
    healthcheck: build.healthcheck ? healthcheckView(build.healthcheck) : null,
    command: build.start,
    labels: labelsOf(platform, build),
    ownSteps: joinSteps(ownDirectories(build)),
  };
}

function stageView(family: ImageFamily, from: string, purpose: Purpose): FinalStageView {
  const { build } = family;
  return {
    from,
    name: family.stages[purpose],
    copies: copySource(build.source, purpose),
    user: `${build.user.id}:${build.user.group}`,
    ports: build.ports,
    stopSignal: build.stopSignal,
    healthcheck: null,
    entrypoint: entrypointOf(build, distributionOf(family.runtime)),
    command: [],
    ownSteps: "",
  };
}

function has(family: ImageFamily, purpose: string, file: string): boolean {
  return family.images.some((image) => image.purpose === purpose && image.dockerfile === file);
}

/** An image with its digest, where the lock file has one. */
export function pinned(platform: Platform, image: string): string {
  const digest = platform.digests.get(image);
  return digest === undefined ? image : `${image}@${digest}`;
}

/** The labels of the OCI image specification (annotations, pre-defined keys) that do not change with the version. */
function labelsOf(platform: Platform, build: Build): readonly LabelView[] {
  const labels = {
    description: build.description,
    licenses: platform.license,
    ...(platform.repository !== undefined && { source: platform.repository }),
    title: build.imageName,
    vendor: platform.owner ?? platform.name,
  };
  return Object.entries(labels).map(([name, value]) => ({ name, value: oneLine(value) }));
}

/** Directories that belong to the user, so that a new volume that is mounted there does too. */
function ownDirectories(build: Build): readonly string[] {
  if (build.ownedDirectories.length === 0) return [];
  const { id, group } = build.user;
  return [`install -d -o ${id} -g ${group} ${build.ownedDirectories.map(quoteShell).join(" ")}`];
}

function healthcheckView(check: Healthcheck): HealthcheckView {
  return {
    interval: `${check.interval}s`,
    timeout: `${check.timeout}s`,
    startPeriod: `${check.startPeriod}s`,
    retries: check.retries,
    command: check.command,
  };
}
