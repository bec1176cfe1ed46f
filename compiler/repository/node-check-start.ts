import { scriptOf } from "./commands.ts";
import { outputOf } from "./node-output.ts";
import { readPackage } from "./node-package.ts";
import { joinPath } from "./repository.ts";
import type { SourceCheck, StartCommand } from "./source-check.ts";

/** What production starts, or serves, is in its image. */
export function checkNodeStart(check: SourceCheck): void {
  if (check.build.site) {
    checkSite(check);
    return;
  }
  for (const start of check.starts) checkManager(check, start);
  checkProgram(check);
}

/** Production images contain npm and Yarn 1. Others are installed in the stages that build. */
function checkManager(check: SourceCheck, { words, path }: StartCommand): void {
  const { build, source } = check;
  const [manager = ""] = words;
  if (manager !== "pnpm" && !(manager === "yarn" && build.lockfile.manager === "yarn")) return;
  if (build.packages.run.some(({ name }) => name === manager)) return;
  const call = scriptOf(words, true);
  const script = call && call.member === undefined ? readPackage(source)?.scripts[call.script] : undefined;
  check.reportAt("repository/manager-not-in-image", path, { manager, command: words.join(" "), script }, manager);
}

/** The folder of a static site is the one that its build writes. */
function checkSite(check: SourceCheck): void {
  const { build, source } = check;
  const command = build.build?.command;
  const output = command && outputOf(source, command);
  const folder = joinPath(".", build.site?.folder ?? ".");
  if (!output || output.folder === folder) return;
  const holes = { folder, output: output.folder, file: source.path(output.file) };
  check.report("repository/other-output", "static", holes);
}

/** Options of Node whose value is the next word. */
const withValue = new Set(["-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file", "-C"]);

/** The file that `node` runs; undefined for other commands. */
function programOf([node, ...words]: readonly string[]): string | undefined {
  const index = words.findIndex((word, at) => !word.startsWith("-") && !withValue.has(words[at - 1] ?? ""));
  const program = node === "node" ? words[index] : undefined;
  return program !== undefined && /^[\w./@-]+\.[cm]?[jt]s$/.test(program) ? program : undefined;
}

/** A program is in the repository, or in the output folder of the build. */
function checkProgram(check: SourceCheck): void {
  const { build, source } = check;
  const program = programOf(build.start);
  if (program === undefined || build.project !== undefined || program.startsWith("/") || program.includes("..")) return;
  const path = program.replace(/^\.\//, "");
  if (!build.build?.command) {
    const isCopied = build.source.paths.length === 0;
    if (isCopied)
      check.needFile(
        path,
        "start",
        "to start",
        `Correct '${check.workload}.start', or set '${check.workload}.build' if a build makes the file.`,
      );
    return;
  }
  const output = build.build.output ?? "dist";
  if (output === "." || path.startsWith(`${joinPath(".", output)}/`)) return;
  const isIncluded = (build.build.include ?? []).some((included) => path.startsWith(included.replace(/\/$/, "")));
  if (isIncluded) return;
  const holes = { program, output, workload: check.workload, isSource: source.hasFile(path) };
  check.report("repository/start-not-in-image", "start", holes, program);
}
