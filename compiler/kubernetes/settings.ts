import { oneLine } from "../literals/comment.ts";
import type { Platform } from "../model/platform.ts";
import type { Cluster } from "./cluster.ts";

/** The ConfigMap in which pods find the settings that whoever deploys supplies. */
export const settingsName = "settings";

/** A setting, in the words of the specification, on one line each. */
export interface SettingView {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** The settings that some cluster reads, by name. */
export function settingsOf(platform: Platform, clusters: readonly Cluster[]): readonly SettingView[] {
  const read = new Set(clusters.flatMap(({ values }) => values.settings));
  return platform.settings
    .filter(({ name }) => read.has(name))
    .map(({ name, description, example = "" }) => ({
      name,
      description: oneLine(description),
      example: oneLine(example),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
