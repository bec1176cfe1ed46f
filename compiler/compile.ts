import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Diagnostics } from "./diagnostics/diagnostics.ts";
import { buildPlatform } from "./model/build.ts";
import { checkPlatform, checkSpec } from "./model/check.ts";
import { checkPaths } from "./model/check-paths.ts";
import { withDockerfiles } from "./model/dockerfile-defaults.ts";
import type { Platform } from "./model/platform.ts";
import { Reporter } from "./model/reporter.ts";
import { reportExcludedReferences } from "./render/excluded-references.ts";
import { type OutputFile, renderFiles } from "./render/render-files.ts";
import { withRepositoryDefaults } from "./repository/apply-defaults.ts";
import { checkRepository } from "./repository/check.ts";
import { factsOf, inspectSources } from "./repository/inspect.ts";
import { pathBelow, resolveBeside, type SpecSource } from "./source/host.ts";
import { readDockerfiles } from "./spec/dockerfiles.ts";
import type { SpecDocument } from "./spec/document.ts";
import type { KeyUse } from "./spec/expand.ts";
import { reportInexpressible } from "./spec/inexpressible.ts";
import { loadDocument } from "./spec/load.ts";
import { type Lock, lockPathOf, readLock } from "./spec/lock.ts";
import { normalize, type Spec, specOf } from "./spec/normalize.ts";
import { Origins } from "./spec/origins.ts";
import { validate } from "./spec/validate.ts";
import { planTargets, type Selection } from "./targets/plan.ts";

/** What to compile of a specification. */
export interface CompileOptions extends Selection {
  /** Whether every generated file is parsed. Default: true. */
  readonly verify?: boolean;
}

/** The result of a compilation. */
export interface CompileResult {
  /** Sorted by path. Empty if there is an error. */
  readonly files: readonly OutputFile[];
  /** Sorted by location. */
  readonly diagnostics: readonly Diagnostic[];
  /** The model; undefined when there is an error. */
  readonly platform: Platform | undefined;
  /** The folder that receives the files, relative to the entry file; undefined when there is an error. */
  readonly output: string | undefined;
  /** The paths of generated files that are left to the user, relative to the output folder. */
  readonly excluded: ReadonlySet<string>;
  /** Where the values of the specification come from; undefined when there is an error. */
  readonly origins?: Origins;
}

/**
 * Compiles a specification.
 *
 *     platform.yaml
 *        | load        all files, with the position of every value
 *     SpecDocument     as written
 *        | validate    against schema/platform.schema.json
 *        | normalize   short forms expanded, environments merged, defaults filled in
 *     SpecTrees        complete, with the origin of every value
 *        | inspect     facts about the source code, and defaults that it determines
 *        | specOf      without the origins
 *     Spec
 *        | build       names resolved, remaining defaults computed, lists sorted
 *     Platform
 *        | check       rules that a schema cannot express; the source code against the platform
 *        | plan        the files, templates and views of each target
 *     Artifact[]
 *        | render      Handlebars; overrides; each file is parsed
 *     OutputFile[]
 *
 * A pure function of its arguments: it uses no clock, environment, network or disk. A stage reports all its findings. After
 * errors of `validate`, the stages up to `check` run for what is valid; findings that may be consequences of these errors are
 * dropped. `plan` and `render` run only without errors.
 */
export async function compile(source: SpecSource, options: CompileOptions = {}): Promise<CompileResult> {
  const diagnostics = new Diagnostics();
  const failed = (): CompileResult => ({
    files: [],
    diagnostics: diagnostics.sorted(),
    platform: undefined,
    output: undefined,
    excluded: new Set(),
  });
  const read = await readPlatform(source, diagnostics);
  if (!read || diagnostics.hasErrors) return failed();
  const { document, spec, keys, lock, reporter, platform, origins } = read;
  const plan = planTargets(platform, options, {
    lock,
    reporter,
    inputs: inputsOf(source, spec, document),
    exclude: spec.exclude ?? [],
  });
  reportInexpressible(keys, document, plan, diagnostics);
  if (diagnostics.hasErrors) return failed();
  const verify = options.verify ?? true;
  const files = await renderFiles({ plan, spec, source, reporter, verify });
  if (diagnostics.hasErrors) return failed();
  const { excluded, leftOut } = plan;
  reportExcludedReferences({ files, excluded }, spec, source, reporter);
  const wanted = files.filter(({ path }) => !leftOut.has(path) && !excluded.has(path));
  return { files: wanted, diagnostics: diagnostics.sorted(), platform, output: spec.output, excluded, origins };
}

/** A specification and the platform that it describes. */
export interface ReadPlatform {
  readonly document: SpecDocument;
  readonly spec: Spec;
  readonly keys: readonly KeyUse[];
  readonly lock: Lock;
  readonly reporter: Reporter;
  readonly platform: Platform;
  readonly origins: Origins;
}

/** The stages up to `check`, which know of no target. Undefined if the platform cannot be built. */
export async function readPlatform(source: SpecSource, diagnostics: Diagnostics): Promise<ReadPlatform | undefined> {
  const document = loadDocument(source, diagnostics);
  if (!document || diagnostics.hasErrors) return undefined;
  const valid = validate(document, diagnostics);
  if (!valid) return undefined;
  const { trees: written, keys } = normalize(valid, diagnostics);
  const inspection = inspectSources(source, specOf(written));
  const trees = withRepositoryDefaults(written, inspection);
  const own = specOf(trees);
  const spec = withDockerfiles(own, await readDockerfiles(own, source));
  const lock = readLock(source, diagnostics);
  const origins = new Origins(trees, document);
  const reporter = new Reporter(origins, diagnostics, valid.broken);
  checkPaths(spec, source, reporter);
  checkSpec({ spec, keys }, reporter);
  const facts = factsOf(inspection);
  const platform = buildPlatform(spec, { path: source.path, digests: lock.digests, facts }, reporter);
  checkPlatform({ spec, keys, platform }, reporter);
  checkRepository(platform, inspection, reporter);
  return { document, spec, keys, lock, reporter, platform, origins };
}

/** The inputs of the specification that are inside the output folder. */
function inputsOf(source: SpecSource, spec: Spec, document: SpecDocument): readonly string[] {
  const output = resolveBeside(source.path, spec.output);
  const templates = spec.templates === undefined ? [] : [resolveBeside(source.path, spec.templates)];
  const paths = [...document.files.map(({ path }) => path), lockPathOf(source.path), ...templates];
  return paths.flatMap((path) => pathBelow(output, path) ?? []);
}
