import { scriptOf, splitWords } from "./commands.ts";
import { type NodePackage, readPackage, workspaceMembers } from "./node-package.ts";
import { joinPath } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** The folder that a build writes, and what of the source a program needs besides it, relative to the source folder. */
export interface BuildOutput {
  readonly folder: string;
  readonly include: readonly string[];
  /** The file that determines the folder, relative to the source folder. */
  readonly file: string;
}

/** How many scripts call one another. */
const maxCalls = 4;

/** The output of a build command whose program and settings are known; undefined for others. */
export function outputOf(source: SourceFolder, command: readonly string[]): BuildOutput | undefined {
  return follow(source, ".", command, maxCalls);
}

/** A command that runs in the folder of a package: a script, or the program that builds. */
function follow(
  source: SourceFolder,
  folder: string,
  command: readonly string[],
  calls: number,
): BuildOutput | undefined {
  if (calls === 0) return undefined;
  const [first = ""] = command;
  if (scriptLists.has(first)) {
    const { scripts = {} } = readPackage(source, folder) ?? {};
    const names = command.map((word) => word.replace(/["']/g, "")).filter((word) => Object.hasOwn(scripts, word));
    return only(names.flatMap((name) => follow(source, folder, ["npm", "run", name], calls - 1) ?? []));
  }
  const call = scriptOf(command, true);
  if (!call) return outputOfProgram(source, folder, command.join(" "));
  const owner = call.member === undefined ? folder : memberFolder(source, call.member);
  const text = owner === undefined ? undefined : readPackage(source, owner)?.scripts[call.script];
  if (owner === undefined || text === undefined) return undefined;
  const steps = text.split(/&&|;/).map((step) => step.trim());
  return only(steps.flatMap((step) => follow(source, owner, withoutWrapper(splitWords(step)), calls - 1) ?? []));
}

/** Programs that run the scripts in their arguments (https://github.com/bcomnes/npm-run-all2). */
const scriptLists: ReadonlySet<string> = new Set(["npm-run-all", "run-p", "run-s"]);

function only(found: readonly BuildOutput[]): BuildOutput | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** `dotenv -- next build` and `cross-env A=1 next build` run `next build`. */
function withoutWrapper(words: readonly string[]): readonly string[] {
  const [first = ""] = words;
  if (/^\w+=/.test(first) || first === "cross-env" || first === "npx") return withoutWrapper(words.slice(1));
  const end = words.indexOf("--");
  return first === "dotenv" && end > 0 ? withoutWrapper(words.slice(end + 1)) : words;
}

/** The folder of a workspace member, by its name or folder. */
function memberFolder(source: SourceFolder, member: string): string | undefined {
  const plain = member.replace(/^\.\//, "").replace(/\/$/, "");
  const members = workspaceMembers(source, readPackage(source));
  return members.find((folder) => folder === plain) ?? members.find((folder) => nameOf(source, folder) === member);
}

function nameOf(source: SourceFolder, folder: string): NodePackage["name"] {
  return readPackage(source, folder)?.name;
}

function outputOfProgram(source: SourceFolder, folder: string, command: string): BuildOutput | undefined {
  const below = (name: string): string => joinPath(folder, name);
  const file = below("package.json");
  if (/^next build\b/.test(command)) return nextOutput(source, folder);
  if (/^nuxt build\b/.test(command)) return { folder: below(".output"), include: [], file };
  if (/^react-scripts build\b/.test(command)) return { folder: below("build"), include: [], file };
  if (!/^vite build\b/.test(command)) return undefined;
  const [, option] = /--outDir[\s=]+(\S+)/.exec(command) ?? [];
  if (option !== undefined) return { folder: below(option), include: [], file };
  const [settings] = source.existing(["js", "mjs", "ts", "mts"].map((end) => below(`vite.config.${end}`)));
  const text = settings === undefined ? "" : (source.read(settings) ?? "");
  const [, written] = viteOutput.exec(text) ?? [];
  // A folder that is computed, or a root elsewhere, is not known.
  if (written === undefined && /\b(?:outDir|root)\s*[:,]/.test(text)) return undefined;
  return { folder: below(written ?? "dist"), include: [], file: settings ?? file };
}

/** `outDir: "out"`, or a path that is resolved from the folder of the settings. */
const viteOutput =
  /\boutDir\s*:\s*(?:(?:path\.)?(?:resolve|join)\(\s*(?:__dirname|import\.meta\.dirname)\s*,\s*)?["'`]([^"'`$]+)["'`]/;

/** https://nextjs.org/docs/app/getting-started/deploying: `next start` needs `.next`, `public` and its settings. */
function nextOutput(source: SourceFolder, folder: string): BuildOutput | undefined {
  const names = ["js", "mjs", "ts"].map((end) => joinPath(folder, `next.config.${end}`));
  const settings = source.existing(names);
  const text = settings.map((path) => source.read(path) ?? "").join("\n");
  if (/\bdistDir\b|output\s*:\s*["']export["']/.test(text)) return undefined;
  const assets = joinPath(folder, "public");
  const include = [...settings, ...(source.list(assets).length > 0 ? [`${assets}/`] : [])];
  return { folder: joinPath(folder, ".next"), include, file: settings[0] ?? joinPath(folder, "package.json") };
}
