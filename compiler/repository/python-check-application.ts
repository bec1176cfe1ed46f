import { nearest } from "../diagnostics/suggest.ts";
import { asObject, objectOf, own } from "./json.ts";
import { readProject } from "./python-project.ts";
import type { SourceCheck, StartCommand } from "./source-check.ts";
import type { SourceFolder } from "./source-folder.ts";

/** Servers that take the application as `module:attribute`. */
const servers = ["uvicorn", "gunicorn", "hypercorn", "granian", "daphne"];

/** The module, the program or the console script that `start` or `server` names exists. `packages` are installed. */
export function checkApplication(check: SourceCheck, packages: readonly string[]): void {
  for (const command of check.starts) checkConsoleScript(check, command);
  const { build, source } = check;
  const { start } = build;
  if ("PYTHONPATH" in (source.spec.env ?? {})) return;
  const words = start[0] === "python" && start[1] === "-m" ? start.slice(2) : start;
  const [first = ""] = words;
  const key = check.isSet("server") ? "server" : "start";
  if (servers.includes(first)) {
    const isElsewhere = words.some((word) => /^--(?:app-dir|chdir|pythonpath|working-dir)\b/.test(word));
    const application = words.slice(1).find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_][\w.()]*$/.test(word));
    if (application !== undefined && !isElsewhere) checkAttribute(check, key, application, packages);
    return;
  }
  if (words !== start) {
    checkModule(check, key, first, packages);
    return;
  }
  const program = /^python3?$/.test(first) ? words.slice(1).find((word) => !word.startsWith("-")) : undefined;
  if (program !== undefined && /^[\w./-]+\.py$/.test(program) && !/^\/|\.\./.test(program)) {
    check.needFile(program.replace(/^\.\//, ""), key, "to start", "Correct the command.");
  }
}

function checkAttribute(check: SourceCheck, key: string, application: string, packages: readonly string[]): void {
  const [module = "", name = ""] = application.split(":");
  const file = checkModule(check, key, module, packages);
  if (file === undefined) return;
  const attribute = /^\w+/.exec(name)?.[0] ?? "";
  if (defines(check.source.read(file) ?? "", attribute)) return;
  const holes = { application, file: check.source.path(file), attribute };
  check.report("repository/unknown-attribute", key, holes, attribute);
}

/** The file of a module of the source; undefined, after a report if no package can contain it, for other modules. */
function checkModule(check: SourceCheck, key: string, module: string, packages: readonly string[]): string | undefined {
  const { source } = check;
  const path = module.replaceAll(".", "/");
  const candidates = ["", "src/"].flatMap((root) =>
    [`${path}.py`, `${path}/__init__.py`, `${path}/__main__.py`].map((name) => `${root}${name}`),
  );
  const file = candidates.find((candidate) => source.hasFile(candidate));
  if (file !== undefined || source.has(path) || source.has(`src/${path}`)) return file;
  const [top = ""] = path.split("/");
  const isOwn = source.has(top);
  const plain = top.replaceAll("_", "-").toLowerCase();
  if (!isOwn && (builtin.has(top) || packages.some((name) => name.includes(plain) || plain.includes(name))))
    return undefined;
  const suggestion = nearest(module, modulesOf(source));
  check.report("repository/unknown-module", key, { module, folder: source.folder, suggestion }, module);
  return undefined;
}

/** Modules of Python itself that programs start with `-m`. */
const builtin = new Set(["asyncio", "http", "smtpd", "unittest", "runpy", "wsgiref", "xmlrpc"]);

function modulesOf(source: SourceFolder): readonly string[] {
  return source
    .find((name) => name.endsWith(".py"), ".", 3)
    .map((path) => path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", "."));
}

/** Whether a module defines a name: by an assignment, a definition, an import, or in a way that cannot be known. */
function defines(text: string, name: string): boolean {
  const code = text.replace(/#.*$/gm, "");
  return [
    `^\\s*(?:async\\s+def|def|class)\\s+${name}\\b`,
    `^[\\w \\t,()*]*\\b${name}\\b[\\w \\t,()*]*(?::[^=\\n]*)?=(?!=)`,
    `\\b(?:import|as)\\b[^\\n]*\\b${name}\\b`,
    `^\\s*${name}\\s*,?\\s*\\)?\\s*$`,
    `import\\s+\\*|\\bglobals\\(\\)|def\\s+__getattr__|\\bexec\\(`,
    `\\b${name}\\s*:=`,
  ].some((pattern) => new RegExp(pattern, "m").test(code));
}

/** A script of the project exists only where the project itself is installed, which images do not do by default. */
function checkConsoleScript(check: SourceCheck, { words, path }: StartCommand): void {
  const [command = ""] = words;
  const { source, build } = check;
  if (build.lockfile.project) return;
  const project = readProject(source);
  const tool = objectOf(project?.table.tool);
  const scripts = {
    ...objectOf(own(asObject(project?.table.project), "scripts")),
    ...objectOf(own(asObject(own(tool, "poetry")), "scripts")),
  };
  if (!project || !Object.hasOwn(scripts, command)) return;
  const list = source.read(build.lockfile.path) ?? "";
  if (build.lockfile.manager === "pip" && /^\s*(?:-e\s+|--editable[ =])?\.{1}(?:\/|\[|\s|$)/m.test(list)) return;
  const holes = { script: command, file: project.file, owner: check.build.path.join(".") };
  check.reportAt("repository/console-script", path, holes, command);
}
