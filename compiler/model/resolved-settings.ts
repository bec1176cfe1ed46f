import type { EnvironmentContext } from "./context.ts";
import type { Text } from "./text.ts";

/** The settings of an environment that have been resolved, and those that refer to themselves, whose text depends on the start. */
export interface ResolvedSettings {
  readonly values: Map<string, Text>;
  readonly cyclic: Set<string>;
}

const resolvedSettings = new WeakMap<EnvironmentContext, ResolvedSettings>();

/** The resolved settings of an environment, to which the caller adds. */
export function resolvedSettingsOf(context: EnvironmentContext): ResolvedSettings {
  const known = resolvedSettings.get(context);
  if (known) return known;
  const none: ResolvedSettings = { values: new Map(), cyclic: new Set() };
  resolvedSettings.set(context, none);
  return none;
}
