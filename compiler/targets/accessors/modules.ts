import { nearest } from "../../diagnostics/suggest.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Spot } from "../../spec/origins.ts";
import type { AccessorModuleSpec, RuntimeSpec } from "../../spec/spec.ts";
import { type ProgramVariable, variablesOf } from "./variables.ts";

/** The languages that accessors are written in, as keys of the target. */
export const languages = ["python", "typescript", "dotnet", "go", "java"] as const;

/** A language of accessors. */
export type AccessorLanguage = (typeof languages)[number];

/** A module to generate. */
export interface AccessorModule {
  readonly language: AccessorLanguage;
  readonly path: string;
  readonly services: readonly AccessorService[];
  readonly namedBy: Spot;
}

/** A service or a job, and the variables that it reads. */
export interface AccessorService {
  readonly name: string;
  readonly variables: readonly ProgramVariable[];
}

/** The runtime of each language of accessors. */
const runtimes: Readonly<Record<AccessorLanguage, RuntimeSpec["language"]>> = {
  python: "python",
  typescript: "node",
  dotnet: "dotnet",
  go: "go",
  java: "java",
};

/** The modules of a platform. Reports names that do not exist, and modules without a variable, which are left out. */
export function modulesOf(platform: Platform, reporter: Reporter): readonly AccessorModule[] {
  return languages.flatMap((language) =>
    (platform.targets.accessors?.[language] ?? []).flatMap((module, index) => {
      const at = ["targets", "accessors", language, index];
      const services = servicesOf(platform, language, module, reporter, at).flatMap((name) => {
        const variables = variablesOf(platform, name);
        return variables.length > 0 ? [{ name, variables }] : [];
      });
      const namedBy = { path: [...at, "path"] };
      if (services.length > 0) return [{ language, path: module.path, services, namedBy }];
      reporter.report("accessors/nothing-to-read", namedBy, { language: titles[language] });
      return [];
    }),
  );
}

/** The names of the languages. */
const titles: Readonly<Record<AccessorLanguage, string>> = {
  python: "Python",
  typescript: "Node",
  dotnet: ".NET",
  go: "Go",
  java: "Java",
};

/** The services and jobs of a module: those that it lists, or the programs in its language. */
function servicesOf(
  platform: Platform,
  language: AccessorLanguage,
  module: AccessorModuleSpec,
  reporter: Reporter,
  at: readonly (string | number)[],
): readonly string[] {
  if (!module.services) return programsIn(platform, language);
  const known = [...platform.environments, platform.base].flatMap(({ services, jobs }) =>
    [...services, ...jobs].map(({ name }) => name),
  );
  for (const [index, name] of module.services.entries()) {
    if (known.includes(name)) continue;
    const suggestion = nearest(name, known);
    const holes = { name, what: "service", suggestion, section: "services" };
    const extras = suggestion === undefined ? {} : { replacement: suggestion };
    reporter.report("model/unknown-name", { path: [...at, "services", index] }, holes, extras);
  }
  return module.services.filter((name) => known.includes(name)).toSorted();
}

/** The services and jobs built from source in a language. A browser reads no variables of a static site. */
function programsIn({ builds }: Platform, language: AccessorLanguage): readonly string[] {
  return builds
    .flatMap((build) => (build.kind === "generated" && !build.site ? [build] : []))
    .filter(({ runtime, isForOthers }) => runtime.language === runtimes[language] && !isForOthers)
    .map(({ name }) => name)
    .toSorted();
}
