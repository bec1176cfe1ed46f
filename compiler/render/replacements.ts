import { templates } from "../built/templates.js";
import { nearest } from "../diagnostics/suggest.ts";
import type { Reporter } from "../model/reporter.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import { helperNames } from "./helper-names.ts";
import type { Replacements } from "./render.ts";

/** The templates of the user that replace built-in ones. The Handlebars compiler is loaded only if there are any. */
export async function loadReplacements(source: SpecSource, folder: string, reporter: Reporter): Promise<Replacements> {
  const root = resolveBeside(source.path, folder);
  const place = { path: ["templates"] };
  const replacements = new Map<string, unknown>();
  const { default: Handlebars } = await import("handlebars");
  for (const path of source.list?.(root) ?? []) {
    const name = path.replace(/\.hbs$/, "");
    if (!Object.hasOwn(templates, name)) {
      const suggestion = nearest(name, Object.keys(templates));
      reporter.report("template/unknown", place, { template: path, suggestion });
      continue;
    }
    const bytes = source.read(`${root}/${path}`);
    if (!bytes) {
      reporter.report("template/invalid", place, { template: path, detail: "the file cannot be read" });
      continue;
    }
    const text = new TextDecoder().decode(bytes);
    try {
      const knownHelpers = Object.fromEntries(helperNames.map((helper) => [helper, true]));
      const options = { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers };
      const code = String(Handlebars.precompile(text, options));
      replacements.set(name, new Function(`return ${code}`)());
    } catch (error) {
      reporter.report("template/invalid", place, { template: path, detail: firstLine(error) });
    }
  }
  return replacements;
}

/** The first line of an error message. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]?.replace(/[.:]+$/, "") ?? "";
}
