import { passphraseSecret } from "../../spec/added-secrets.ts";
import type { Spec } from "../../spec/normalize.ts";
import { copiedServices } from "../copied-outputs.ts";
import type { Rule } from "./rule.ts";

/** Every secret, setting, external system and network that is declared is used, and so is a service that no environment has. */
export const declarationsAreUsed: Rule = ({ spec }, reporter) => {
  const strings = stringsOf(spec);
  const isMentioned = (reference: string): boolean => strings.some((text) => text.includes(`\${${reference}`));
  const unused = (section: "secrets" | "config" | "external" | "networks", what: string, isUsed: Test): void => {
    for (const name of Object.keys(spec[section] ?? {})) {
      if (isUsed(name)) continue;
      reporter.report("model/unused", { path: [section, name], half: "key" }, { what, name });
    }
  };
  const named = new Set(namesOf(spec));
  unused("secrets", "secret", (name) => isMentioned(`secrets.${name}`) || named.has(name));
  unused("config", "setting", (name) => isMentioned(`config.${name}`));
  unused("external", "external system", (name) => named.has(name) || isMentioned(`external.${name}.`));
  unused("networks", "network", (name) => named.has(name));
  const copied = copiedServices(spec);
  for (const [name, { environments }] of Object.entries(spec.services ?? {})) {
    if (environments?.length !== 0 || copied.has(name)) continue;
    reporter.report("model/unused", { path: ["services", name], half: "key" }, { what: "service", name });
  }
};

type Test = (name: string) => boolean;

/** Every string of the specification, as merged and as written. */
function stringsOf(spec: Spec): readonly string[] {
  const strings: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") strings.push(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(spec);
  return strings;
}

/** The names in lists of dependencies, networks and secrets of builds, in every environment. */
function namesOf(spec: Spec): readonly string[] {
  const ofBuilds = Object.values(spec.base.services).flatMap(
    ({ build }) => build?.secrets?.map(({ name }) => name) ?? [],
  );
  const ofBackups = spec.backups && spec.backups.encrypt === undefined ? [passphraseSecret] : [];
  const ofWorkloads = [spec.base, ...spec.merged].flatMap((environment) =>
    [environment.services, environment.jobs, environment.tests]
      .flatMap(Object.values)
      .flatMap((workload) => [...Object.keys(workload.dependsOn ?? {}), ...(workload.networks ?? [])]),
  );
  return [...ofBuilds, ...ofBackups, ...ofWorkloads];
}
