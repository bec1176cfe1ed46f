import { oneLine } from "../../literals/comment.ts";
import { quoteShell } from "../../literals/shell.ts";
import { quoteList } from "../../literals/yaml.ts";
import { baseImagesOf, distributionOf, hasUser } from "../../model/base-images.ts";
import { defaultDescription } from "../../model/build-image.ts";
import type { ImageFamily } from "../../model/built-images.ts";
import type { Build, Purpose } from "../../model/image.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { portVariables } from "../../model/port-variables.ts";
import { addUser, entrypointOf, installPackages, runPackages } from "./packages.ts";
import { env, type Instruction, run, type Settings, type Stage, type TargetStages } from "./stage.ts";

/** Whether a Dockerfile holds the image of a family for a purpose. */
export function isIn(file: string, family: ImageFamily, purpose: Purpose): boolean {
  return family.images.some((image) => image.purpose === purpose && image.dockerfile === file);
}

/** The stage from which production starts: packages, the user, and `variables` of the language. */
export function baseStage(
  platform: Platform,
  family: ImageFamily,
  variables: Readonly<Record<string, string>> = {},
): Stage {
  const { build, runtime, packages } = family;
  const distribution = distributionOf(runtime);
  const image = baseImagesOf(runtime).run;
  const hasNoEntry = distribution === "none" || hasUser(build.user, image);
  return {
    name: family.stages.base,
    role: "base",
    scope: "shareable",
    from: pinned(platform, image),
    instructions: [
      ...env({ ...(hasNoEntry && { HOME: "/tmp" }), ...culturesOf(family), ...variables }),
      { kind: "workdir", path: "/app" },
      ...(distribution === "none"
        ? []
        : run(
            ...installPackages(runPackages(build, packages.run), distribution),
            ...addUser(build.user, distribution, image),
          )),
    ],
    settings: {
      labels: platformLabels(platform),
      entrypoint: distribution === "none" ? [] : entrypointOf(build, distribution),
    },
  };
}

/** On Alpine, .NET does without cultures unless a variable tells it that ICU is there. */
function culturesOf({ runtime, packages }: ImageFamily): Readonly<Record<string, string>> {
  const hasIcu = runtime.language === "dotnet" && packages.run.some(({ name }) => name === "icu-libs");
  return hasIcu ? { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "false" } : {};
}

/** The labels that all images of a platform have (OCI image specification, pre-defined annotation keys). */
export function platformLabels(platform: Platform): Readonly<Record<string, string>> {
  return {
    licenses: oneLine(platform.license),
    ...(platform.repository !== undefined && { source: platform.repository }),
    ...(platform.owner !== undefined && { vendor: oneLine(platform.owner) }),
  };
}

/** The label of a service that has a description. */
export function serviceLabels(platform: Platform, { name, description }: Build): Readonly<Record<string, string>> {
  return description === defaultDescription(name, platform.name) ? {} : { description: oneLine(description) };
}

/** What the production stages of a language have in common: variables, directories that belong to the user, the user. */
export function productionBase(
  family: ImageFamily,
  base: Stage,
  variables: Readonly<Record<string, string>> = {},
): Stage {
  const { build, stages, runtime } = family;
  return {
    name: `${stages.production}-base`,
    role: "production",
    scope: "shareable",
    from: base,
    instructions: [
      ...env(variables),
      ...(distributionOf(runtime) === "none"
        ? [asUser(build), ...ownDirectoriesWithoutShell(build)]
        : [...run(...ownDirectories(build, build.isWritable ? ["."] : [])), asUser(build)]),
    ],
    settings: {},
  };
}

/**
 * The owner of the service's folder in production: root, unless the root file system is writable, when the user may
 * write there. `root` is how root is written: files of the context belong to it already.
 */
export function productionOwner({ user, isWritable }: Build, root: "" | "0:0"): string {
  return isWritable ? `${user.id}:${user.group}` : root;
}

/** The production stage. */
export function productionStage(
  platform: Platform,
  family: ImageFamily,
  from: Stage | string,
  instructions: readonly Instruction[],
): Stage {
  const { build, stages } = family;
  return {
    name: stages.production,
    role: "production",
    scope: "target",
    from,
    instructions: [...env(portVariables(build)), ...instructions, asUser(build)],
    settings: {
      labels: { ...platformLabels(platform), ...serviceLabels(platform, build) },
      ports: build.ports,
      stopSignal: build.stopSignal,
      ...(build.healthcheck && { healthcheck: build.healthcheck }),
      command: build.start,
    },
  };
}

/**
 * The stages for development and tests. Tests run in the image for development if the same Dockerfile builds it, and
 * otherwise in a stage with the same instructions. Of its ports, the image for development names those that production
 * does not have.
 */
export function developmentStages(
  family: ImageFamily,
  file: string,
  from: Stage | string,
  instructions: readonly Instruction[],
  forTests: readonly Instruction[] = [],
): TargetStages {
  const { build, stages } = family;
  const { develop, debug, test, stopSignal } = build;
  const common = { from, instructions: [...instructions, asUser(build)], scope: "target" } as const;
  const ports = debug === undefined ? [] : [debug];
  const development: Stage | undefined =
    develop && isIn(file, family, "development")
      ? {
          ...common,
          name: stages.development,
          role: "development",
          settings: { ports, stopSignal, command: develop },
        }
      : undefined;
  if (!test || !isIn(file, family, "test")) return { ...(development && { development }) };
  const settings: Settings = { stopSignal, command: test };
  const names = { name: stages.test, role: "test" } as const;
  return development
    ? { development, test: { ...common, ...names, from: development, instructions: forTests, settings } }
    : { test: { ...common, ...names, instructions: [...common.instructions, ...forTests], settings } };
}

/** The USER instruction. It names numbers, which Kubernetes can check. */
export function asUser({ user }: Build): Instruction {
  return { kind: "user", user: `${user.id}:${user.group}` };
}

/** The commands that make the mount points of volumes. A new volume takes the owner of its mount point. */
export function ownDirectories(build: Build, more: readonly string[] = []): readonly string[] {
  const directories = [...more, ...build.ownedDirectories];
  if (directories.length === 0) return [];
  return [`install -d -o ${build.user.id} -g ${build.user.group} ${directories.map(quoteShell).join(" ")}`];
}

/** The same without a shell: a new working directory belongs to the user. */
function ownDirectoriesWithoutShell({ ownedDirectories }: Build): readonly Instruction[] {
  if (ownedDirectories.length === 0) return [];
  return [...ownedDirectories, "/app"].map((path) => ({ kind: "workdir", path }));
}

/** The build arguments of a service, by name. */
export function buildArgsOf({ build }: ImageFamily): readonly Instruction[] {
  return Object.entries(build.build?.args ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ kind: "arg", name, value }));
}

/** A build command. A line break would end the instruction; in exec form it can be escaped. */
export function buildCommand(command: readonly string[]): string {
  return command.every((word) => !word.includes("\n")) ? command.map(quoteShell).join(" ") : quoteList(command);
}
