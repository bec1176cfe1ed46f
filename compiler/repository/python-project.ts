import { asObject, own, stringOf } from "./json.ts";
import type { SourceFolder } from "./source-folder.ts";
import { parseToml, type Toml } from "./toml.ts";

/** The parts of a `pyproject.toml` that decide what is installed. */
export interface PythonProject {
  /** Its path relative to the root of the repository. */
  readonly file: string;
  readonly name: string | undefined;
  /** The range of Python versions, in the syntax of PEP 440 or of Poetry. */
  readonly python: string | undefined;
  readonly table: Readonly<Record<string, Toml>>;
}

/** The `pyproject.toml` of a source; undefined if it does not exist or cannot be read. */
export function readProject(source: SourceFolder): PythonProject | undefined {
  const table = parseToml(source.read("pyproject.toml") ?? "");
  if (!table || !source.hasFile("pyproject.toml")) return undefined;
  const project = asObject(table.project);
  const poetry = asObject(own(asObject(own(table, "tool")), "poetry"));
  const python = own(asObject(own(poetry, "dependencies")), "python");
  return {
    file: source.path("pyproject.toml"),
    name: stringOf(own(project, "name")) ?? stringOf(own(poetry, "name")),
    python: stringOf(own(project, "requires-python")) ?? stringOf(python),
    table,
  };
}

/** The names of distributions, normalised as PEP 503 requires: `Flask_Cors` -> `flask-cors`. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** The files that a list of requirements includes with `-r` or `-c`, transitively, relative to the source. */
export function includedFiles(source: SourceFolder, list: string, seen: readonly string[] = []): readonly string[] {
  const folder = list.includes("/") ? list.slice(0, list.lastIndexOf("/") + 1) : "";
  const text = /\.(?:txt|in)$/.test(list) ? (source.read(list) ?? "") : "";
  const included = [...text.matchAll(/^\s*(?:-r|-c|--requirement|--constraint)[\s=]+([^\s#]+)/gm)]
    .map(([, path = ""]) => `${folder}${path}`)
    .filter((path) => !/^\w+:\/\//.test(path) && !seen.includes(path));
  const found = new Set<string>();
  for (const path of included) {
    if (found.has(path)) continue;
    found.add(path);
    for (const further of includedFiles(source, path, [...seen, ...found])) found.add(further);
  }
  return [...found];
}
