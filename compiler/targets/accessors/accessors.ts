import { sourcePaths } from "../../model/build-context.ts";
import { fromOutput, generatedBuilds } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { verbatim } from "../read-back.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { managerView } from "./manager.ts";
import { type AccessorLanguage, type AccessorModule, modulesOf } from "./modules.ts";
import { accessorView } from "./view.ts";

/** Modules that read the variables of services, and a script that validates configuration. */
export const accessors: Target<"accessors"> = {
  name: "accessors",
  isDefault: false,
  tiers: ["development", "test", "staging", "production"],
  formats: { "accessors/": verbatim },
  images: () => [],
  plan: planFiles,
};

/** The template of each language. */
const templates: Readonly<Record<AccessorLanguage, string>> = {
  python: "accessors/config.py",
  typescript: "accessors/config.ts",
  dotnet: "accessors/Config.cs",
  go: "accessors/config.go",
  java: "accessors/Config.java",
};

function planFiles(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  return [...managerArtifacts(platform, reporter, peers), ...moduleArtifacts(platform, reporter)];
}

function managerArtifacts(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  const path = platform.targets.accessors?.manager;
  if (path === undefined) return [];
  const namedBy = { path: ["targets", "accessors", "manager"] };
  const inputs = peers.flatMap(({ operatorInputs }) => operatorInputs?.(platform, reporter) ?? []);
  if (inputs.length === 0) {
    reporter.report("accessors/nothing-to-validate", namedBy, {});
    return [];
  }
  const view = managerView(platform, path, inputs);
  return [{ path, namedBy, template: "accessors/config-manager.sh", view, isExecutable: true }];
}

function moduleArtifacts(platform: Platform, reporter: Reporter): readonly Artifact[] {
  return modulesOf(platform, reporter).map((module) => {
    checkModule(platform, module, reporter);
    const { language, path, namedBy } = module;
    return { path, namedBy, template: templates[language], view: accessorView(platform, module) };
  });
}

/** Services can import the module, and compile it. */
function checkModule(
  platform: Platform,
  { language, path, services, namedBy }: AccessorModule,
  reporter: Reporter,
): void {
  for (const { name } of services) {
    const build = generatedBuilds(platform).find((one) => one.name === name);
    if (!build) continue;
    const roots = sourcePaths(build).map((one) => fromOutput(platform, one));
    const isInside = roots.some((root) => root === "." || path === root || path.startsWith(`${root}/`));
    if (!isInside)
      reporter.report("accessors/not-in-image", namedBy, { path, service: name, folder: build.source.folder });
    const { language: own, version } = build.runtime;
    if (language !== "java" || own !== "java" || Number.parseInt(version, 10) >= 17) continue;
    reporter.report("accessors/java-version", namedBy, { service: name, version });
  }
}
