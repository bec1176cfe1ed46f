import type { SpecPath } from "../spec/path.ts";
import type { PackagesSpec, ServiceSpec, VariantSpec } from "../spec/spec.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Package, Packages, Variant } from "./image.ts";
import { buildRuntime } from "./runtime.ts";
import { buildSizeBudget } from "./size-budget.ts";

/** The same program on other base images. */
export function buildVariants(context: EnvironmentContext, spec: ServiceSpec, path: SpecPath): readonly Variant[] {
  const language = spec.runtime?.language;
  for (const [name, { runtime }] of Object.entries(spec.variants ?? {})) {
    if (runtime.language === language || language === undefined) continue;
    context.report("model/variant-language", { path: [...path, "variants", name, "runtime"] }, { name, language });
  }
  return Object.entries(spec.variants ?? {})
    .map(([name, variant]: [string, VariantSpec]) => ({
      name,
      runtime: buildRuntime(variant.runtime),
      dockerfile: variant.dockerfile,
      packages: buildPackages(context, variant.packages, [...path, "variants", name, "packages"]),
      purposes: variant.purposes ?? (["production", "development", "test"] as const),
      strip: variant.strip,
      sizeBudget: buildSizeBudget(variant.sizeBudget),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Packages of the operating system, with the start of their versions. */
export function buildPackages(context: EnvironmentContext, spec: PackagesSpec | undefined, path: SpecPath): Packages {
  const packages = (kind: "build" | "run"): readonly Package[] =>
    (spec?.[kind] ?? [])
      .map((text, index) => {
        const at = text.indexOf("@");
        if (at < 0) context.report("model/unpinned-package", { path: [...path, kind, index] }, { package: text });
        return at < 0 ? { name: text, version: undefined } : { name: text.slice(0, at), version: text.slice(at + 1) };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { build: packages("build"), run: packages("run") };
}
