import type { NodeFacts } from "../model/repository-facts.ts";
import { splitWords } from "./commands.ts";
import type { Inspection, RepositoryDefault } from "./inspection.ts";
import { outputOf } from "./node-output.ts";
import { type NodePackage, readPackage, workspaceMembers } from "./node-package.ts";
import { procfileDefault } from "./procfile.ts";
import { lockfileLimit } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** The lock files of npm, pnpm and Yarn. npm ignores package-lock.json beside npm-shrinkwrap.json. */
const lockfileManagers: Readonly<Record<string, string>> = {
  "npm-shrinkwrap.json": "npm",
  "package-lock.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
};

/** Scripts that start a service for development, the commonest first. */
const developScripts = ["dev", "start:dev", "develop"];

/** Programs that serve source code and reload it. */
const developmentServer =
  /^(?:vite(?:\s+serve|\s+dev)?|ng serve|react-scripts start|next dev|nodemon|nuxt dev|tsx watch|ts-node-dev|vue-cli-service serve|webpack serve|webpack-dev-server)\b/;

/** Reads a Node package. */
export function inspectNode(source: SourceFolder): Inspection {
  const manifest = readPackage(source);
  const facts: NodeFacts = {
    language: "node",
    lockfiles: source.existing(Object.keys(lockfileManagers)),
    scripts: Object.keys(manifest?.scripts ?? {}).sort(),
    hasManager: manifest?.packageManager !== undefined,
    pnpmLock: /^lockfileVersion:\s*'?(\d+\.\d+)/m.exec(source.read("pnpm-lock.yaml", lockfileLimit) ?? "")?.[1],
    members: workspaceMembers(source, manifest),
  };
  return {
    facts,
    defaults: manifest ? [...lockfileDefaults(source, facts, manifest), ...commandDefaults(source, manifest)] : [],
  };
}

/** The lock file of the manager in `packageManager`, or the only one. */
function lockfileDefaults(
  source: SourceFolder,
  { lockfiles }: NodeFacts,
  { packageManager, file }: NodePackage,
): readonly RepositoryDefault[] {
  const written = source.spec.lockfile?.path;
  const named = lockfiles.find((lockfile) => lockfileManagers[lockfile] === packageManager?.name);
  const path = written ?? named ?? (lockfiles.length === 1 ? lockfiles[0] : undefined);
  if (path === undefined) return [];
  const evidence = named !== undefined && lockfiles.length > 1 ? file : source.path(path);
  const isClassic = path === "yarn.lock" && source.hasFile(path) && !/^__metadata:/m.test(source.read(path) ?? "");
  return [
    { key: "lockfile.path", value: path, file: evidence },
    ...(isClassic ? [{ key: "lockfile.manager", value: "yarn-classic", file: source.path(path) }] : []),
  ];
}

/** The commands that the scripts determine. */
function commandDefaults(source: SourceFolder, manifest: NodePackage): readonly RepositoryDefault[] {
  const { spec } = source;
  const { file, scripts } = manifest;
  const runner = runnerOf(source, manifest);
  const defaults: RepositoryDefault[] = [];
  const script = spec.start || spec.static ? undefined : startOf(scripts.start);
  const [fromProcfile] = procfileDefault(source);
  const start = spec.start ?? script ?? (Array.isArray(fromProcfile?.value) ? fromProcfile.value : undefined);
  if (script) defaults.push({ key: "start", value: script, file });
  else if (fromProcfile) defaults.push(fromProcfile);
  const output = start && builtFolder(source, start);
  if (output !== undefined && scripts.build !== undefined && !spec.build) {
    defaults.push({ key: "build.command", value: [...runner, "build"], file });
    defaults.push({ key: "build.output", value: output, file });
  }
  defaults.push(...outputDefaults(source));
  const develop =
    developScripts.find((script) => Object.hasOwn(scripts, script)) ??
    ["start", "serve"].find((script) => developmentServer.test(scripts[script] ?? ""));
  if (develop !== undefined && develop !== "dev") {
    defaults.push({ key: "develop.command", value: [...runner, develop], file });
  }
  return defaults;
}

/** The folder that the build command of the specification writes, and what its program needs besides. */
function outputDefaults(source: SourceFolder): readonly RepositoryDefault[] {
  const { build, static: site } = source.spec;
  const output = build?.command && build.output === undefined && !site ? outputOf(source, build.command) : undefined;
  if (!output || output.folder.startsWith("..")) return [];
  const { folder, include, file } = output;
  const determined = { file: source.path(file) };
  return [
    { key: "build.output", value: folder, ...determined },
    ...(include.length > 0 ? [{ key: "build.include", value: include, ...determined }] : []),
  ];
}

/** A start script that only runs one program of Node. Scripts of other kinds need a shell, or a development server. */
function startOf(script: string | undefined): readonly string[] | undefined {
  if (script === undefined || /[|&;<>$`"'\\*?(){}]|\bnode\s+--(?:watch|inspect)/.test(script)) return undefined;
  const words = splitWords(script);
  return words[0] === "node" && words.some((word) => isProgram(word)) ? words : undefined;
}

function isProgram(word: string): boolean {
  return /^(?!-)(?:\.\/)?[\w@./-]+$/.test(word) && word !== "node";
}

/** The first folder of the program that `start` runs, if the repository does not contain it. */
function builtFolder(source: SourceFolder, start: readonly string[]): string | undefined {
  if (start[0] !== "node") return undefined;
  const program = start.slice(1).find(isProgram)?.replace(/^\.\//, "");
  const [folder, ...rest] = program?.split("/") ?? [];
  if (program === undefined || folder === undefined || rest.length === 0) return undefined;
  return source.has(folder) ? undefined : folder;
}

function runnerOf(source: SourceFolder, { packageManager }: NodePackage): readonly string[] {
  const lockfile = source.spec.lockfile?.path ?? source.existing(Object.keys(lockfileManagers))[0] ?? "";
  return [packageManager?.name ?? lockfileManagers[lockfile] ?? "npm", "run"];
}
