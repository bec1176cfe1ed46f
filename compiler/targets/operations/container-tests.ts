import { inFolder } from "../../model/build-context.ts";
import { namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import type { Service } from "../../model/service.ts";
import { literalOf } from "../../model/text.ts";
import type { EnvironmentVariable } from "../../model/workload.ts";
import { relativePath } from "../../source/host.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import { registryOf } from "./image-rows.ts";

/** The view of `operations/test_containers.py`. */
export interface ContainerTestsView {
  readonly specName: string;
  /** The root of the repository, relative to the folder of the suite. */
  readonly up: string;
  readonly registry: string;
  readonly bakeFile: string;
  /** The images, as JSON. */
  readonly table: string;
}

/** What the suite knows about the production image of a service. Sizes are bytes, times seconds. */
interface TestedImage {
  readonly service: string;
  readonly name: string;
  /** The target of the bake file. */
  readonly target: string;
  readonly generated: boolean;
  readonly user: string;
  readonly root: boolean;
  readonly readOnly: boolean;
  readonly capabilities: readonly string[];
  readonly memory: number;
  readonly pids: number;
  readonly writable: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Variables with the path of a file, by name: the name of the secret. */
  readonly secretFiles: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** Variables whose values depend on the environment. */
  readonly required: readonly string[];
  readonly needs: readonly string[];
  readonly startSeconds: number;
  /** The command of the health check; empty if the container has none. */
  readonly check: readonly string[];
  readonly compressed: number;
  readonly uncompressed: number;
}

/** The suite that tests the production images and their containers. `path` is relative to the output folder. */
export function containerTestsView(platform: Platform, path: string): ContainerTestsView {
  const { bake } = withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget");
  const folder = inFolder(platform.output, path).split("/").slice(0, -1).join("/") || ".";
  return {
    specName: platform.specName,
    up: relativePath(folder, "."),
    registry: registryOf(platform),
    bakeFile: inFolder(platform.output, bake),
    table: JSON.stringify(testedImages(platform), undefined, 2),
  };
}

function testedImages(platform: Platform): readonly TestedImage[] {
  const standard = namedImages(platform).filter(({ isReleased, variant }) => isReleased && variant === "");
  return platform.base.services.flatMap((service) => {
    const { origin } = service;
    if (origin.kind !== "built") return [];
    const named = standard.find(({ build }) => build.name === origin.build.name);
    if (!named) return [];
    const { compressed = 0, uncompressed = 0 } = named.sizeBudget ?? {};
    return {
      service: service.name,
      name: named.build.imageName,
      target: named.name,
      generated: named.build.kind === "generated",
      ...containerOf(service),
      compressed,
      uncompressed,
    };
  });
}

function containerOf(
  service: Service,
): Omit<TestedImage, "service" | "name" | "target" | "generated" | "compressed" | "uncompressed"> {
  const { hardening, resources, storage, temporary, env, health } = service;
  return {
    user: `${hardening.user.id}:${hardening.user.group}`,
    root: hardening.isRoot,
    readOnly: hardening.isReadOnly,
    capabilities: hardening.capabilities,
    memory: resources.memory.limit * 1024 * 1024,
    pids: resources.pids,
    writable: [...storage, ...temporary].map(({ path }) => path).sort(),
    variables: Object.fromEntries(env.filter(({ as }) => as !== "file").map((one) => [one.name, exampleOf(one)])),
    secretFiles: Object.fromEntries(
      env.flatMap(({ name, as, secret }) => (as === "file" && secret !== undefined ? [[`${name}_FILE`, secret]] : [])),
    ),
    secrets: env.filter(({ secret }) => secret !== undefined).map(({ name }) => name),
    required: env.filter(({ value }) => literalOf(value) === undefined).map(({ name }) => name),
    needs: service.talksTo,
    startSeconds: health?.startPeriod ?? 10,
    check: health?.container?.command ?? [],
  };
}

/** A literal value, or a placeholder for one that depends on the environment. */
function exampleOf({ value }: EnvironmentVariable): string {
  return literalOf(value) ?? "test";
}
