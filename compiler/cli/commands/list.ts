import { templates } from "../../built/templates.js";
import { version } from "../../built/version.js";
import { engines } from "../../catalog/engine.ts";
import { toJson } from "../../diagnostics/format-json.ts";
import { nameOfException } from "../../model/hardening.ts";
import type { Platform } from "../../model/platform.ts";
import type { CommonOptions } from "../options.ts";
import { countFindings, located, pathIn, writeDiagnostics, writeFindings } from "../report.ts";
import { resolvedOf } from "../resolved.ts";
import { type Compiled, compileAll, isValid } from "../run.ts";
import type { Terminal } from "../terminal.ts";

/** What to list instead of files. */
export interface ListOptions extends CommonOptions {
  readonly catalogue?: boolean;
  readonly exceptions?: boolean;
  readonly templates?: boolean;
  readonly resolved?: boolean;
}

/** Lists the generated files, the resolved values of services built from source, the exceptions from the hardening policy, the catalogue or the built-in templates. */
export async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  if (options.catalogue) return print(catalogue(), terminal);
  if (options.templates) return print(templateNames(), terminal);
  const compiled = await compileAll(options, terminal, false);
  if (options.format !== undefined && options.format !== "pretty") {
    const findings = compiled.flatMap(({ spec, result }) => located(result.diagnostics, spec.source.path));
    const specs = compiled.map((one) => reportOf(one, options));
    writeFindings(findings, specs, options.format, terminal, version);
    return compiled.every(isValid) ? 0 : 1;
  }
  for (const one of compiled) {
    if (!one.result.platform) writeErrors(one, terminal);
    else print(linesFor(one, one.result.platform, options), terminal);
  }
  return compiled.every(isValid) ? 0 : 1;
}

function linesFor(one: Compiled, platform: Platform, options: ListOptions): readonly string[] {
  if (options.resolved) return resolvedOf(one.result).map((value) => Object.values(value).join("\t"));
  return options.exceptions ? linesOf(exceptionsOf(platform)) : filesOf(one);
}

function print(lines: readonly string[], terminal: Terminal): number {
  for (const line of lines) terminal.out(`${line}\n`);
  return 0;
}

function catalogue(): readonly string[] {
  return [...engines.values()].map((engine) => `${engine.name}@${engine.version}\t${engine.description}`);
}

function templateNames(): readonly string[] {
  return Object.keys(templates)
    .sort()
    .map((name) => `${name}.hbs`);
}

function filesOf({ result, shownOut }: Compiled): readonly string[] {
  return result.files.map(({ path }) => pathIn(shownOut, path));
}

function writeErrors({ result, spec }: Compiled, terminal: Terminal): void {
  const shown = { notes: false, warnings: false };
  writeDiagnostics(result.diagnostics, shown, terminal, (text) => terminal.err(text));
  terminal.err(`${spec.source.path}: ${countFindings(result.diagnostics)}\n`);
}

/** The list of a specification and its findings, for JSON. */
function reportOf({ spec, result, shownOut }: Compiled, { exceptions, resolved }: ListOptions): object {
  const { platform, files, diagnostics } = result;
  return {
    spec: spec.source.path,
    output: platform ? shownOut : null,
    diagnostics: diagnostics.map(toJson),
    ...(resolved && { resolved: resolvedOf(result) }),
    ...(exceptions
      ? { exceptions: platform ? exceptionsOf(platform) : [] }
      : { files: files.map(({ path }) => ({ path })) }),
  };
}

/** An exception from the hardening policy and the environments that it applies to. */
interface ListedException {
  readonly service: string;
  readonly allow: string;
  readonly reason: string;
  readonly environments: readonly string[];
}

/** Each exception of a platform once, sorted. */
function exceptionsOf(platform: Platform): readonly ListedException[] {
  const found = new Map<string, ListedException>();
  for (const { name, services, jobs } of platform.environments) {
    for (const { name: service, hardening } of [...services, ...jobs]) {
      for (const exception of hardening.exceptions) {
        const { reason } = exception;
        const allow = nameOfException(exception);
        const key = [service, allow, reason].join("\t");
        found.set(key, { service, allow, reason, environments: [...(found.get(key)?.environments ?? []), name] });
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, exception]) => exception);
}

function linesOf(exceptions: readonly ListedException[]): readonly string[] {
  return exceptions.map(({ service, allow, reason, environments }) =>
    [service, allow, reason, environments.join(", ")].join("\t"),
  );
}
