import { withCopied } from "./copied-outputs.ts";
import type { AnyBuild, BuildSecret } from "./image.ts";
import type { Platform } from "./platform.ts";

/** The secrets that the build of an image mounts, by id: its own, and those of the builds whose output it copies. */
export function secretsOfBuild(platform: Platform, build: AnyBuild): readonly BuildSecret[] {
  if (build.kind === "own") return build.secrets;
  const builds = withCopied(platform, build).flatMap((one) => (one.kind === "generated" ? [one.build] : []));
  const names = new Set(builds.flatMap((one) => one?.secrets ?? []).map(({ name }) => name));
  return [...names].sort().map((name) => ({ id: name, secret: name }));
}

/** The names of the secrets that builds of the platform mount. */
export function buildSecrets(platform: Platform): readonly string[] {
  return [
    ...new Set(platform.builds.flatMap((build) => secretsOfBuild(platform, build)).map(({ secret }) => secret)),
  ].sort();
}

/** The variable with the value of a secret: its name in capitals, with `_` before a leading digit. */
export function suppliedVariable(secret: string): string {
  const name = secret.toUpperCase().replaceAll("-", "_");
  return /^\d/.test(name) ? `_${name}` : name;
}
