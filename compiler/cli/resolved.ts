import type { CompileResult } from "../compile.ts";
import { generatedBuilds } from "../model/built-images.ts";
import type { Build } from "../model/image.ts";
import { positionAt } from "../source/source-file.ts";
import type { Origin } from "../spec/origin.ts";

/** A value of a service built from source, and where it comes from. */
export interface ResolvedValue {
  readonly service: string;
  /** The key of the service, such as `lockfile.path`. */
  readonly key: string;
  readonly value: string;
  /** A place in the specification, a file of the repository, or `default`. */
  readonly origin: string;
}

/** The values that decide how a service is built and started. */
function valuesOf(build: Build): readonly (readonly [string, string | undefined])[] {
  const command = (words: readonly string[] | undefined): string | undefined =>
    words === undefined || words.length === 0 ? undefined : words.join(" ");
  return [
    ["runtime.version", `${build.runtime.language}@${build.runtime.version}`],
    ["source.folder", build.source.folder],
    ["project", build.project],
    ["lockfile.path", build.lockfile.path],
    ["lockfile.manager", build.lockfile.manager],
    ["build.command", command(build.build?.command)],
    ["build.output", build.build?.output],
    ["start", command(build.start)],
    ["develop.command", command(build.develop)],
    ["test.command", command(build.test)],
    ["port.number", build.ports[0]?.toString()],
  ];
}

/** The values of all services built from source, by service. */
export function resolvedOf({ platform, origins }: CompileResult): readonly ResolvedValue[] {
  return (platform ? generatedBuilds(platform) : []).flatMap((build) =>
    valuesOf(build).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const [first = "", ...rest] = key.split(".");
      const origin = origins?.of({ path: [...build.path, first, ...rest] });
      const shown = origin ?? (key === "start" ? origins?.of({ path: [...build.path, "server"] }) : undefined);
      return [{ service: build.name, key, value, origin: describe(shown) }];
    }),
  );
}

function describe(origin: Origin | undefined): string {
  if (origin?.kind === "repository") return origin.file;
  if (origin?.kind !== "written") return "default";
  const place = origin.value ?? origin.key;
  if (!place) return "default";
  return `${place.file.path}:${positionAt(place.file, place.start).line}`;
}
