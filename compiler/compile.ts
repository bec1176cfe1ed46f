import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Diagnostics } from "./diagnostics/diagnostics.ts";
import { buildPlatform } from "./model/build.ts";
import { checkPlatform, checkSpec } from "./model/check.ts";
import type { Platform } from "./model/platform.ts";
import { Reporter } from "./model/reporter.ts";
import { type OutputFile, renderFiles } from "./render/render-files.ts";
import { pathBelow, resolveBeside, type SpecSource } from "./source/host.ts";
import type { SpecDocument } from "./spec/document.ts";
import { reportInexpressible, reportPlanned } from "./spec/inexpressible.ts";
import { loadDocument } from "./spec/load.ts";
import { type Lock, lockPathOf, readLock } from "./spec/lock.ts";
import { normalize, type Spec } from "./spec/normalize.ts";
import { validate } from "./spec/validate.ts";
import { planTargets, type Selection } from "./targets/plan.ts";

/** What to compile of a specification. */
export interface CompileOptions extends Selection {
  /** Whether every file is read back in its own format. Default: true. */
  readonly verify?: boolean;
}

/** What a specification compiles to. */
export interface CompileResult {
  /** By path. Empty when there is an error. */
  readonly files: readonly OutputFile[];
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The model; undefined when there is an error. */
  readonly platform: Platform | undefined;
  /** The folder that receives the files, relative to the entry file; undefined when there is an error. */
  readonly output: string | undefined;
}

/**
 * Compiles a specification.
 *
 *     platform.yaml
 *        | load        every file of it, with the place of every value
 *     SpecDocument
 *        | validate    against schema/platform.schema.json
 *     RawSpec          as written
 *        | normalize   short forms expanded, defaults filled in, environments merged
 *     Spec             as meant
 *        | build       names resolved, what is left to be computed computed, lists sorted
 *     Platform
 *        | check       rules that no schema can state
 *        | plan        each target: which files, which template, what the template sees
 *     Artifact[]
 *        | render      Handlebars; overrides; each file read back in its own format
 *     OutputFile[]
 *
 * A pure function of its arguments: no clock, no environment, no network, no disk. A stage reports all that it finds,
 * and the next one runs only if there was no error, but for `check`, whose rules look at what could be built.
 */
export async function compile(source: SpecSource, options: CompileOptions = {}): Promise<CompileResult> {
  const diagnostics = new Diagnostics();
  const failed = (): CompileResult => ({
    files: [],
    diagnostics: diagnostics.sorted(),
    platform: undefined,
    output: undefined,
  });
  const read = readPlatform(source, diagnostics);
  if (!read || diagnostics.hasErrors) return failed();
  const { document, spec, lock, reporter, platform } = read;
  const plan = planTargets(platform, options, {
    lock,
    reporter,
    diagnostics,
    document,
    inputs: inputsOf(source, spec, document),
  });
  reportInexpressible(document, spec, plan, diagnostics);
  if (diagnostics.hasErrors) return failed();
  const verify = options.verify ?? true;
  const files = await renderFiles({ plan, spec, source, document, verify }, diagnostics);
  if (diagnostics.hasErrors) return failed();
  const wanted = files.filter(({ path }) => !plan.leftOut.has(path));
  return { files: wanted, diagnostics: diagnostics.sorted(), platform, output: spec.output };
}

/** A specification and the platform that it describes. */
export interface ReadPlatform {
  readonly document: SpecDocument;
  readonly spec: Spec;
  readonly lock: Lock;
  readonly reporter: Reporter;
  readonly platform: Platform;
}

/** Everything up to `check`: what no target knows of. Undefined when there is nothing that could be checked. */
export function readPlatform(source: SpecSource, diagnostics: Diagnostics): ReadPlatform | undefined {
  const document = loadDocument(source, diagnostics);
  if (!document || diagnostics.hasErrors) return undefined;
  const raw = validate(document, diagnostics);
  if (!raw) return undefined;
  const spec = normalize(raw, document, diagnostics);
  const lock = readLock(source, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const reporter = new Reporter(document, diagnostics);
  reportPlanned(document, diagnostics);
  checkSpec(spec, reporter);
  const platform = buildPlatform(spec, { path: source.path, digests: lock.digests }, reporter);
  checkPlatform({ spec, platform }, reporter);
  return { document, spec, lock, reporter, platform };
}

/** The files and folders in the output folder that a specification is read from. */
function inputsOf(source: SpecSource, spec: Spec, document: SpecDocument): readonly string[] {
  const output = resolveBeside(source.path, spec.output);
  const templates = spec.templates === undefined ? [] : [resolveBeside(source.path, spec.templates)];
  const paths = [...document.parts.map(({ file }) => file.path), lockPathOf(source.path), ...templates];
  return paths.flatMap((path) => pathBelow(output, path) ?? []);
}
