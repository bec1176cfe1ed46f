import { tidyPath } from "../source/host.ts";
import type { BuildSpec, ServiceSpec } from "./spec.ts";

/** The keys that describe a generated Dockerfile. They have no effect on what has its own. */
export const generatedKeys = [
  "develop",
  "developmentDockerfile",
  "dockerfile",
  "init",
  "lockfile",
  "packages",
  "project",
  "server",
  "source",
  "static",
  "test",
  "variants",
] as const satisfies readonly (keyof ServiceSpec)[];

/** The build of a service or job that has its own Dockerfile. Paths are relative to the root of the repository. */
export interface OwnBuildSpec extends Omit<BuildSpec, "command" | "output"> {
  readonly dockerfile: string;
  readonly context: string;
}

/** The own Dockerfile of a service or job; undefined for one without. `build` is in its long form. */
export function ownBuildOf({ build }: { readonly build?: BuildSpec }): OwnBuildSpec | undefined {
  if (build?.dockerfile === undefined && build?.context === undefined) return undefined;
  const { command: _, output: __, ...own } = build;
  const dockerfile = tidyPath(own.dockerfile ?? `${own.context}/Dockerfile`);
  return { ...own, dockerfile, context: tidyPath(own.context ?? dockerfile.split("/").slice(0, -1).join("/")) };
}

/** The long form of a short form of `build`: a Dockerfile, a folder with one, or a command. */
export function longBuild(text: string): Readonly<Record<string, string>> {
  const [name = ""] = text.split("/").slice(-1);
  if (/\s/.test(text)) return { command: text };
  if (/^(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.(Dockerfile|dockerfile)$/.test(name)) return { dockerfile: text };
  if (
    text === "." ||
    text.endsWith("/") ||
    (text.startsWith("./") && !name.includes(".") && name !== "gradlew" && name !== "mvnw")
  ) {
    return { context: text };
  }
  return { command: text };
}
