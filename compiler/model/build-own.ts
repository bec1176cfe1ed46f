import { neededStages, stageOf } from "../dockerfile/dockerfile.ts";
import type { OwnBuildSpec } from "../spec/own-build.ts";
import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import { buildArgs } from "./build-args.ts";
import { defaultDescription } from "./build-image.ts";
import type { OwnBuild } from "./image.ts";
import { buildSizeBudget } from "./size-budget.ts";
import type { Tools } from "./tools.ts";

/** The image of a service or job that has its own Dockerfile. */
export function buildOwn(
  { context, references }: Tools,
  path: SpecPath,
  spec: ServiceSpec,
  own: OwnBuildSpec,
): OwnBuild {
  const name = String(path.at(-1));
  const file = context.spec.dockerfiles.get(name);
  const targets = {
    production: own.target ?? "",
    ...(own.developmentTarget !== undefined && { development: own.developmentTarget }),
    ...(own.testTarget !== undefined && { test: own.testTarget }),
  };
  const stages = Object.values(targets).flatMap((target) =>
    file ? neededStages(file, stageOf(file, target || undefined)) : [],
  );
  const ids = [...new Set(stages.flatMap(({ secrets }) => secrets.map(({ id }) => id)))];
  return {
    kind: "own",
    name,
    description: spec.description ?? defaultDescription(name, context.spec.platform.name),
    imageName: spec.imageName ?? name,
    sizeBudget: buildSizeBudget(spec.sizeBudget),
    path,
    dockerfile: own.dockerfile,
    context: own.context,
    targets,
    args: buildArgs(context, references, own.args, path) ?? {},
    secrets: (own.secrets ?? [])
      .map(({ name: secret }) => ({ secret, id: ids.find((id) => isId(id, secret)) ?? secret }))
      .sort((a, b) => (a.secret < b.secret ? -1 : 1)),
    file,
  };
}

/** Whether a mount's id means a secret: `NPM_TOKEN` and `npm-token` are the same. */
export function isId(id: string, secret: string): boolean {
  return id.toLowerCase().replaceAll("_", "-") === secret;
}
