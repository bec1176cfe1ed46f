import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// npm runs this after it installed the dependencies of a clone, and before it packs one that is installed from Git, as
// pre-commit does. In the second case with --global, npm prepares the clone with the same setting, and so installs its
// dependencies elsewhere (https://github.com/npm/cli/issues/8440): then they are installed here.
const root = fileURLToPath(new URL("../../", import.meta.url));
const tsx = `${root}node_modules/tsx/dist/cli.mjs`;

if (!existsSync(tsx)) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error("the dependencies are not installed; run npm ci");
  const isOfOuterInstall = /^npm_config_(global|location|prefix|dry_run|package_lock_only|omit|production)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOfOuterInstall.test(name)));
  run([npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], env);
}
run([tsx, "compiler/dev/build.ts"], process.env);

/** Runs a script with this Node. Ends the process if it fails. */
function run(args, env) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
