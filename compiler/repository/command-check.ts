import { hasWrapper } from "../model/language-commands.ts";
import type { SourceCheck } from "./source-check.ts";

/** Shells that run a script which is not executable. */
const shells = new Set(["ash", "bash", "dash", "sh", "/bin/bash", "/bin/sh"]);

/** Scripts of the repository that commands run can be run in a container: they are executable and have line ends of Unix. */
export function checkCommands(check: SourceCheck): void {
  const { build } = check;
  const wrapper = build.lockfile.manager === "gradle" ? "gradlew" : "mvnw";
  const commands = [
    ["start", build.start],
    ["build.command", build.build?.command ?? []],
    ["develop.command", build.develop ?? []],
    ["test.command", build.test ?? []],
    // Default builds of Java run the wrapper.
    ["source", build.runtime.language === "java" && hasWrapper(build) ? ["sh", wrapper] : []],
  ] as const;
  const seen = new Set<string>();
  for (const [key, [program = "", argument = ""]] of commands) {
    const isShell = shells.has(program);
    const script = (isShell ? argument : program).replace(/^(?:\.|\/app)\//, "");
    if (script === "" || script.startsWith("-") || seen.has(script) || !check.source.hasFile(script)) continue;
    if (!isShell && !program.includes("/")) continue;
    if (checkScript(check, key, script, isShell ? undefined : program)) seen.add(script);
  }
}

/** Returns whether something was reported. `program` is how the command names a script that it runs without a shell. */
function checkScript(check: SourceCheck, key: string, script: string, program?: string): boolean {
  const { source } = check;
  const text = source.read(script) ?? "";
  const path = source.path(script);
  if (/^#!.*\r$/m.test(text.split("\n", 1)[0] ?? "") || /^[^\n]*\r\n/.test(text)) {
    check.report("repository/windows-line-ends", key, { script: path }, script);
    return true;
  }
  if (program === undefined || source.repository.isExecutable(path)) return false;
  check.report("repository/not-executable", key, { script: path, program }, program);
  return true;
}
