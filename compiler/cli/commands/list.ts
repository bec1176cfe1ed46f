import { templates } from "../../built/templates.js";
import { engines } from "../../catalog/engine.ts";
import { nameOfException } from "../../model/hardening.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import type { CommonOptions } from "../options.ts";
import { countFindings, pathIn, writeDiagnostics } from "../report.ts";
import { type Compiled, compileAll, isValid } from "../run.ts";
import type { Terminal } from "../terminal.ts";

/** What to list, instead of files. */
export interface ListOptions extends CommonOptions {
  readonly catalogue?: boolean;
  readonly exceptions?: boolean;
  readonly templates?: boolean;
}

/** Lists the files that the specifications compile to, or their exceptions, or what varai-gen itself holds. */
export async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  if (options.catalogue) return print(catalogue(), terminal);
  if (options.templates) return print(templateNames(), terminal);
  const compiled = await compileAll(options, terminal, false);
  for (const one of compiled) {
    if (!one.result.platform) writeErrors(one, terminal);
    else print(options.exceptions ? exceptionsOf(one.result.platform) : filesOf(one), terminal);
  }
  return compiled.every(isValid) ? 0 : 1;
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

/** Every exception from the hardening policy: service, what is allowed, why, and in which environments. */
function exceptionsOf(platform: Platform): readonly string[] {
  const environments = new Map<string, string[]>();
  for (const environment of platform.environments) {
    for (const line of exceptionsIn(environment)) {
      environments.set(line, [...(environments.get(line) ?? []), environment.name]);
    }
  }
  return [...environments].map(([line, names]) => `${line}\t${names.join(", ")}`).sort();
}

function exceptionsIn({ services, jobs }: Environment): readonly string[] {
  return [...services, ...jobs].flatMap(({ name, hardening }) =>
    hardening.exceptions.map((exception) => `${name}\t${nameOfException(exception)}\t${exception.reason}`),
  );
}
