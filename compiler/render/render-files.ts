import type { Reporter } from "../model/reporter.ts";
import type { SpecSource } from "../source/host.ts";
import type { Spec } from "../spec/normalize.ts";
import type { OverrideSpec } from "../spec/spec.ts";
import type { Plan } from "../targets/plan.ts";
import type { PlannedArtifact } from "../targets/target.ts";
import { applyOverrides } from "./overrides.ts";
import { type OutputFile, Renderer } from "./render.ts";
import { firstLine, loadReplacements } from "./replacements.ts";
import { verify } from "./verify.ts";

export type { OutputFile };

/** The artifacts to render, and the context for diagnostics. */
export interface RenderInput {
  readonly plan: Plan;
  readonly spec: Spec;
  readonly source: SpecSource;
  readonly reporter: Reporter;
  /** Whether templates are checked strictly against their views, and every file is parsed. */
  readonly verify: boolean;
}

/** Renders all artifacts, applies overrides and parses every file. Sorted by path. */
export async function renderFiles(input: RenderInput): Promise<readonly OutputFile[]> {
  const { plan, spec, source, reporter } = input;
  const replacements =
    spec.templates === undefined ? new Map() : await loadReplacements(source, spec.templates, reporter);
  if (reporter.hasErrors) return [];
  const renderer = new Renderer(replacements, input.verify || replacements.size > 0);
  const files = [...plan.targets.keys()].flatMap((target) => {
    const own = plan.artifacts.filter((artifact) => artifact.target === target);
    const rendered = own.flatMap((artifact) => renderOne(renderer, artifact, replacements, reporter) ?? []);
    return applyOverrides(rendered, overridesOf(spec, target), target, reporter);
  });
  if (input.verify) for (const file of files) verifyOne(file, replacements, reporter);
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The overrides of a target's files. Those of Kubernetes change its objects instead. */
function overridesOf({ overrides = {} }: Spec, target: string): readonly OverrideSpec[] {
  if (target !== "docker" && target !== "compose" && target !== "ci") return [];
  return overrides[target] ?? [];
}

/** Renders an artifact. A failing template of the user is a diagnostic; a failing built-in one is a bug. */
function renderOne(
  renderer: Renderer,
  artifact: PlannedArtifact,
  replacements: ReadonlyMap<string, unknown>,
  reporter: Reporter,
): OutputFile | undefined {
  try {
    return renderer.render(artifact);
  } catch (error) {
    if (!replacements.has(artifact.template))
      throw new Error(`${artifact.path}: ${firstLine(error)}`, { cause: error });
    const holes = { template: artifact.template, detail: firstLine(error) };
    reporter.report("template/invalid", { path: ["templates"] }, holes);
    return undefined;
  }
}

function verifyOne(file: OutputFile, replacements: ReadonlyMap<string, unknown>, reporter: Reporter): void {
  const detail = verify(file);
  if (detail === undefined) return;
  if (!replacements.has(file.template)) throw new Error(`${file.path} (${file.template}): ${detail}`);
  const holes = { path: file.path, template: file.template, detail };
  reporter.report("template/output", { path: ["templates"] }, holes);
}
