import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import fastGlob from "fast-glob";
import Handlebars from "handlebars";
import { parse } from "yaml";
import { helperNames } from "../render/helper-names.ts";
import type { Schema } from "../spec/schema.ts";
import { readExamples } from "./examples.ts";
import { readSchema, root } from "./files.ts";
import { readKeyTable } from "./key-table.ts";

/** The folder of modules that are generated from data. */
const folder = `${root}compiler/built/`;

/** Writes the modules with the schema, its validator, the catalogue, the key table, the actions and the templates. */
export function writeAssets(): void {
  mkdirSync(folder, { recursive: true });
  const schema = stripped(readSchema());
  writeModule("schema", `export const schema = ${parsed(schema)};`, "schema: import('../spec/schema.ts').Schema");
  writeModule("validator", validatorCode(schema), "validateSpec: import('ajv').ValidateFunction");
  writeModule("catalog", `export const catalog = ${parsed(readCatalog())};`, "catalog: unknown");
  writeModule("key-targets", `export const keyTargets = ${parsed(readKeyTable())};`, "keyTargets: unknown");
  writeModule(
    "actions",
    `export const actions = ${parsed(readActions())};`,
    "actions: Readonly<Record<string, string>>",
  );
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { readonly version: string };
  writeModule("version", `export const version = ${JSON.stringify(version)};`, "version: string");
  // Parsed only by the command that prints it.
  const examples = JSON.stringify(JSON.stringify(readExamples()));
  writeModule("examples", `export const examples = ${examples};`, "examples: string");
  writeFileSync(`${folder}diagnostics.ts`, diagnosticsCode());
  const types = readFileSync(`${root}compiler/kubernetes/types.json`, "utf8");
  const compact = JSON.stringify(JSON.parse(types));
  // Parsed only where there are overrides.
  writeModule(
    "kubernetes-types",
    `export const kubernetesTypes = ${JSON.stringify(compact)};`,
    "kubernetesTypes: string",
  );
  writeModule("templates", templatesCode(), [
    "templates: Readonly<Record<string, unknown>>",
    "partials: Readonly<Record<string, unknown>>",
    "copies: Readonly<Record<string, string>>",
  ]);
}

/** Data as an expression. A JSON string is parsed faster than a JavaScript literal (https://v8.dev/blog/cost-of-javascript-2019). */
function parsed(data: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(data))})`;
}

function writeModule(name: string, code: string, declarations: string | readonly string[]): void {
  writeFileSync(`${folder}${name}.js`, `${code}\n`);
  const lines = [declarations].flat().map((declaration) => `export const ${declaration};\n`);
  writeFileSync(`${folder}${name}.d.ts`, lines.join(""));
}

/** The keys of the schema for editors and readers. */
const forEditors: ReadonlySet<string> = new Set([
  "markdownDescription",
  "examples",
  "defaultSnippets",
  "errorMessage",
  "patternErrorMessage",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "title",
  "$comment",
]);

/**
 * The schema without keys for editors and readers. Messages contain descriptions of patterns, and examples of required
 * keys.
 */
function stripped(schema: Schema): Schema {
  const visit = (value: unknown, isRequired = false): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item));
    if (typeof value !== "object" || value === null) return value;
    const { required } = value as Schema;
    const kept = Object.entries(value).filter(([key, entry]) => {
      if (key === "examples" && isRequired) return true;
      // A property of this name is a map.
      if (forEditors.has(key)) return typeof entry === "object" && !Array.isArray(entry);
      return !(key === "description" && typeof entry === "string" && !("pattern" in value));
    });
    const members = (entry: object): unknown =>
      Object.fromEntries(
        Object.entries(entry).map(([name, member]) => [name, visit(member, required?.includes(name))]),
      );
    return Object.fromEntries(
      kept.map(([key, entry]) => [key, key === "properties" && required ? members(entry) : visit(entry)]),
    );
  };
  return visit(schema) as Schema;
}

function validatorCode(schema: Schema): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    strictRequired: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(["x-applies-to", "x-instead", "x-needs"]);
  ajv.addSchema(schema, "spec");
  return standaloneCode.default(ajv, { validateSpec: "spec" });
}

/** The entries of the catalogue, validated and with defaults. */
function readCatalog(): Readonly<Record<string, unknown>> {
  const ajv = new Ajv({ allErrors: true, useDefaults: true });
  const check = ajv.compile(JSON.parse(readFileSync(`${root}schema/engine.schema.json`, "utf8")));
  return Object.fromEntries(
    filesIn("compiler/catalog/engines", "*.yaml").map((file) => {
      const name = file.replace(".yaml", "");
      const entry: unknown = parse(readFileSync(`${root}compiler/catalog/engines/${file}`, "utf8"));
      if (!check(entry)) throw new Error(`compiler/catalog/engines/${file}: ${ajv.errorsText(check.errors)}`);
      return [name, { name, ...(entry as object) }];
    }),
  );
}

/** The codes of every target, and those that targets share. */
function diagnosticsCode(): string {
  const files = filesIn("compiler", "{kubernetes,targets/*}/diagnostics*.ts");
  const imports = files.map((file, index) => `import { codes as codes${index} } from "../${file}";\n`);
  const spreads = files.map((_, index) => `...codes${index}`);
  return `${imports.join("")}\nexport const targetCodes = { ${spreads.join(", ")} };\n`;
}

/** The pinned actions of workflows by name: `v1.2.3@` and a commit. */
function readActions(): unknown {
  const { actions } = parse(readFileSync(`${root}compiler/targets/ci/github/actions.yaml`, "utf8")) as {
    readonly actions: unknown;
  };
  return actions;
}

/** Templates as functions, files in `partials` as partials, and other files as strings. */
function templatesCode(): string {
  const knownHelpers = Object.fromEntries(helperNames.map((name) => [name, true]));
  const options = { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers };
  const lines = { templates: [] as string[], partials: [] as string[], copies: [] as string[] };
  for (const file of filesIn("templates", "**/*")) {
    const text = readFileSync(`${root}templates/${file}`, "utf8");
    if (!file.endsWith(".hbs")) {
      lines.copies.push(`${JSON.stringify(file)}: ${JSON.stringify(text)}`);
      continue;
    }
    const name = file.replace(/\.hbs$/, "");
    const code = Handlebars.precompile(text, options) as unknown as string;
    const isPartial = name.split("/").includes("partials");
    lines[isPartial ? "partials" : "templates"].push(`${JSON.stringify(name)}: ${code}`);
  }
  return Object.entries(lines)
    .map(([name, entries]) => `export const ${name} = {\n${entries.join(",\n")}\n};`)
    .join("\n");
}

function filesIn(directory: string, pattern: string): readonly string[] {
  return fastGlob.sync(pattern, { cwd: `${root}${directory}`, dot: true }).sort();
}
