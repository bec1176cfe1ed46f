import type { Environment, Platform } from "../model/platform.ts";
import { settingsIn } from "../model/text.ts";

/** The settings that a deployment of an environment supplies: those that its workloads read, by name. */
export function suppliedSettings({ settings }: Platform, { services, jobs }: Environment): readonly string[] {
  const values = [...services, ...jobs].flatMap(({ env, files }) => [
    ...env.map(({ value }) => value),
    ...files.flatMap(({ content }) => (content.kind === "text" ? [content.text] : [])),
  ]);
  const names = new Set(values.flatMap(settingsIn));
  return settings.map(({ name }) => name).filter((name) => names.has(name));
}
