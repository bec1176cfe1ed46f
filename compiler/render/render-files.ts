import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { SpecSource } from "../source/host.ts";
import { locate, type SpecDocument } from "../spec/document.ts";
import type { Spec } from "../spec/normalize.ts";
import type { Plan } from "../targets/plan.ts";
import type { PlannedArtifact } from "../targets/target.ts";
import { applyOverrides } from "./overrides.ts";
import { type OutputFile, Renderer } from "./render.ts";
import { firstLine, loadReplacements } from "./replacements.ts";
import { verify } from "./verify.ts";

export type { OutputFile };

/** What is rendered, and where findings about it belong. */
export interface RenderInput {
  readonly plan: Plan;
  readonly spec: Spec;
  readonly source: SpecSource;
  readonly document: SpecDocument;
  /** Whether templates are held to their views, and every file is read back in its own format. */
  readonly verify: boolean;
}

/** Renders every artifact, applies the overrides and reads every file back. By path. */
export async function renderFiles(input: RenderInput, diagnostics: Diagnostics): Promise<readonly OutputFile[]> {
  const { plan, spec, source, document } = input;
  const report = { document, diagnostics };
  const replacements =
    spec.templates === undefined ? new Map() : await loadReplacements(source, spec.templates, report);
  if (diagnostics.hasErrors) return [];
  const renderer = new Renderer(replacements, input.verify || replacements.size > 0);
  const files = [...plan.targets.keys()].flatMap((target) => {
    const own = plan.artifacts.filter((artifact) => artifact.target === target);
    const rendered = own.flatMap((artifact) => renderOne(renderer, artifact, replacements, report) ?? []);
    return applyOverrides(rendered, spec.overrides?.[target] ?? [], target, report);
  });
  if (input.verify) for (const file of files) verifyOne(file, replacements, report);
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

type Report = { readonly document: SpecDocument; readonly diagnostics: Diagnostics };

/** Renders an artifact. A template of the user's own that fails is the user's mistake, a built-in one ours. */
function renderOne(
  renderer: Renderer,
  artifact: PlannedArtifact,
  replacements: ReadonlyMap<string, unknown>,
  { document, diagnostics }: Report,
): OutputFile | undefined {
  try {
    return renderer.render(artifact);
  } catch (error) {
    if (!replacements.has(artifact.template))
      throw new Error(`${artifact.path}: ${firstLine(error)}`, { cause: error });
    const holes = { template: artifact.template, detail: firstLine(error) };
    diagnostics.report("template/invalid", locate(document, ["templates"]), holes);
    return undefined;
  }
}

function verifyOne(
  file: OutputFile,
  replacements: ReadonlyMap<string, unknown>,
  { document, diagnostics }: Report,
): void {
  const detail = verify(file);
  if (detail === undefined) return;
  if (!replacements.has(file.template)) throw new Error(`${file.path} (${file.template}): ${detail}`);
  const holes = { path: file.path, template: file.template, detail };
  diagnostics.report("template/output", locate(document, ["templates"]), holes);
}
