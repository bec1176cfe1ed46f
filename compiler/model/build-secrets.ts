import type { Build } from "./image.ts";
import type { Platform } from "./platform.ts";

/** The names of the secrets that the build of an image reads. */
export function secretsOfBuild({ build }: Build): readonly string[] {
  return [...new Set((build?.secrets ?? []).map(({ name }) => name))].sort();
}

/** The names of the secrets that builds of the platform read. */
export function buildSecrets(platform: Platform): readonly string[] {
  return [...new Set(platform.builds.flatMap(secretsOfBuild))].sort();
}

/** The variable with the value of a secret: its name in capitals, with `_` before a leading digit. */
export function suppliedVariable(secret: string): string {
  const name = secret.toUpperCase().replaceAll("-", "_");
  return /^\d/.test(name) ? `_${name}` : name;
}
