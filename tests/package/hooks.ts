import { root } from "../support/sources.ts";
import { type Bench, blockAfter, changeShop, type Scratch } from "./bench.ts";
import type { Check } from "./check.ts";

/** Git hooks, set up as the README describes. */
export const hooks: readonly Check[] = [
  {
    name: "the hooks of this repository install from a clone, and run in pre-commit",
    run: async (bench) => {
      const scratch = await repository(bench, "hooks from a clone");
      await scratch.ok(...cloneCommands);
      const configure = (hook: string): void =>
        scratch.write(
          ".pre-commit-config.yaml",
          `repos: [{ repo: "file://${scratch.folder}/../clone", rev: v1, hooks: [{ id: ${hook} }] }]\n`,
        );
      configure("varai-gen-check");
      await scratch.ok("pre-commit install", "git add --all", "git commit -m 'Add the hook'");
      await refusesStaleOutput(scratch);
      configure("varai-gen");
      changeShop(scratch);
      await scratch.ok("git add --all");
      await scratch.ends(1, "git commit -m 'Change the shop'", "files were modified by this hook");
      await scratch.ok("npx varai-gen check", "git add --all", "git commit -m 'Change the shop'");
    },
  },
  {
    name: "pre-commit with a local hook refuses a commit with stale output, without package.json",
    run: async (bench) => {
      const scratch = await repository(bench, "local hook");
      scratch.write(".pre-commit-config.yaml", blockAfter("add this to `.pre-commit-config.yaml`"));
      await scratch.ok("pre-commit install", "git add --all", "git commit -m 'Add the hook'");
      await refusesStaleOutput(scratch);
    },
  },
  {
    name: "husky refuses a commit with stale output",
    run: async (bench) => {
      const scratch = await repository(bench, "husky");
      await withPackageJson(scratch);
      await scratch.ok(...blockAfter("With [husky]").trim().split("\n"));
      await scratch.ok("git add --all", "git commit -m 'Add the hook'");
      await refusesStaleOutput(scratch);
    },
  },
  {
    name: "lint-staged refuses a commit with stale output",
    run: async (bench) => {
      const scratch = await repository(bench, "lint-staged");
      await withPackageJson(scratch);
      await scratch.ok("npm install --save-dev lint-staged");
      scratch.write("lint-staged.config.mjs", blockAfter("With [lint-staged]"));
      scratch.write(".git/hooks/pre-commit", "#!/bin/sh\nnpx lint-staged\n");
      await scratch.ok("chmod +x .git/hooks/pre-commit", "git add --all", "git commit -m 'Add the hook'");
      await refusesStaleOutput(scratch);
    },
  },
];

/** A clone of this repository with the files as they are now, including changes that are not committed. */
const cloneCommands = [
  `git clone --quiet '${root}' ../clone`,
  `cd '${root}' && git ls-files --cached --others --exclude-standard -z | xargs -0 ls -d 2>/dev/null |
    tar -cf - --files-from - | tar -xf - -C "$OLDPWD/../clone"`,
  "git -C ../clone add --all && git -C ../clone commit --quiet --allow-empty -m Now && git -C ../clone tag v1",
];

/** A Git repository with the small specification and its output, committed. */
async function repository(bench: Bench, name: string): Promise<Scratch> {
  const scratch = await bench.shop(`${name}/repository`, { node: 20, npm: 10 });
  scratch.write(".gitignore", "node_modules/\n.env\n");
  await scratch.ok("npx varai-gen", "git init --quiet", "git add --all", "git commit --quiet -m 'Add the shop'");
  return scratch;
}

async function withPackageJson(scratch: Scratch): Promise<void> {
  scratch.write("package.json", '{ "name": "shop", "private": true }\n');
  await scratch.ok("rm -rf node_modules", "npm install --save-dev varai-gen");
}

/** The hook stops a commit of a changed specification, prints the command that helps, and is content after that command. */
async function refusesStaleOutput(scratch: Scratch): Promise<void> {
  changeShop(scratch);
  await scratch.ok("git add platform.yaml");
  await scratch.ends(1, "git commit -m 'Change the shop'", "stale", "Run: npx varai-gen");
  await scratch.ok("npx varai-gen", "git add --all", "git commit -m 'Change the shop'");
  await scratch.ends(0, "git status --porcelain");
}
