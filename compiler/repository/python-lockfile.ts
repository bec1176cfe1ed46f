import { sha256 } from "../source/sha256.ts";
import { asObject, objectOf, own, stringOf, stringsOf } from "./json.ts";
import { normalizeName, type PythonProject } from "./python-project.ts";
import { parseToml, type Toml } from "./toml.ts";

/** Keys of `tool.poetry` that decide what is installed; Poetry up to 1.8 writes null for those that are absent. */
const oldKeys = ["dependencies", "source", "extras", "dev-dependencies"];

/** Keys of `project` that decide what is installed. */
const projectKeys = ["requires-python", "dependencies", "optional-dependencies"];

/**
 * Whether Poetry would accept its lock file: its `content-hash` is that of the manifest (python-poetry/poetry,
 * `packages/locker.py`). Versions differ in whether `dependency-groups` counts. True if that cannot be decided.
 */
export function isPoetryLockCurrent(lock: string, { table }: PythonProject): boolean {
  const [, hash] = /^content-hash\s*=\s*"([0-9a-f]{64})"/m.exec(lock) ?? [];
  if (hash === undefined || hasFraction(table)) return true;
  const contents = [relevantContent(table, false), relevantContent(table, true)];
  return contents.some((content) => sha256(pythonJson(content)) === hash);
}

function relevantContent(table: PythonProject["table"], withGroups: boolean): unknown {
  const project = picked(objectOf(table.project), projectKeys);
  const groups = withGroups ? objectOf(table["dependency-groups"]) : {};
  const poetry = objectOf(own(objectOf(table.tool), "poetry"));
  const isNew = Object.keys(project).length > 0 || Object.keys(groups).length > 0;
  const tool = picked(poetry, [...oldKeys, "group"]);
  if (!isNew) return { ...Object.fromEntries(oldKeys.map((key) => [key, null])), ...tool };
  return {
    project,
    ...(Object.keys(groups).length > 0 && { "dependency-groups": groups }),
    tool: { poetry: tool },
  };
}

function picked(table: Readonly<Record<string, unknown>>, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(table, key)).map((key) => [key, table[key]]));
}

/** Python writes fractions in its own way. */
function hasFraction(value: Toml): boolean {
  if (typeof value === "number") return !Number.isInteger(value);
  if (typeof value !== "object") return false;
  return (Array.isArray(value) ? value : Object.values(value)).some((entry: Toml) => hasFraction(entry));
}

/** `json.dumps(value, sort_keys=True)` of Python. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  const object = asObject(value);
  if (object) {
    const entries = Object.keys(object)
      .sort()
      .map((key) => `${pythonJson(key)}: ${pythonJson(object[key])}`);
    return `{${entries.join(", ")}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The first difference between a manifest and uv's lock file, by the names of packages; undefined if there is none. */
export function uvDifference(lock: string, { table }: PythonProject): string | undefined {
  const project = objectOf(table.project);
  if (stringsOf(own(project, "dynamic")).length > 0) return undefined;
  const metadata = rootMetadata(lock);
  if (!metadata) return undefined;
  const optional = Object.values(objectOf(own(project, "optional-dependencies"))).flatMap(stringsOf);
  const wanted = [...stringsOf(own(project, "dependencies")), ...optional].map(requirementName);
  const recorded = namesOf(own(metadata, "requires-dist"));
  const groups = Object.values(objectOf(table["dependency-groups"])).flatMap(stringsOf).map(requirementName);
  const recordedGroups = Object.values(objectOf(own(metadata, "requires-dev"))).flatMap(namesOf);
  const missing = [...lacking(wanted, recorded), ...lacking(groups, recordedGroups)][0];
  if (missing !== undefined) return `it lacks '${missing}'`;
  const left = lacking(recorded, wanted)[0];
  return left === undefined ? undefined : `it still contains '${left}'`;
}

/** What the lock file records of the project itself. Its tables alone are parsed: the file can be large. */
function rootMetadata(lock: string): Readonly<Record<string, unknown>> | undefined {
  const blocks = lock.split(/^\[\[package\]\]/m);
  const root = blocks.find((block) => /^source = \{ (?:virtual|editable) = "\." \}/m.test(block));
  const parsed = root === undefined ? undefined : parseToml(root.replaceAll("[package.", "["));
  return asObject(own(parsed, "metadata"));
}

function namesOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.flatMap((entry) => stringOf(own(asObject(entry), "name")) ?? []) : [];
}

/** The names of `wanted` that `recorded` lacks. A package may depend on its own extras, which uv resolves. */
function lacking(wanted: readonly string[], recorded: readonly string[]): readonly string[] {
  return wanted.filter((name) => name !== "" && !recorded.includes(name));
}

/** The name of a requirement in the syntax of PEP 508: `Flask-Cors[x]>=1; marker` -> `flask-cors`. */
export function requirementName(requirement: string): string {
  return normalizeName(/^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? "");
}

/** The names of the packages that uv or Poetry locked. */
export function lockedNames(lock: string): readonly string[] {
  return [...lock.matchAll(/^\[\[package\]\]\s*\nname = "([^"]+)"/gm)].map(([, name = ""]) => normalizeName(name));
}
