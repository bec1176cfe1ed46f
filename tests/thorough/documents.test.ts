// What the documents tell a reader to type works, and what they show is true.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/compile.ts";
import { root, sourceOf } from "../support/sources.ts";

const documents = ["README.md", "CONTRIBUTING.md"];
const textOf = (path: string): string => readFileSync(root + path, "utf8");
const blocksOf = (path: string, language: string): readonly string[] =>
  [...textOf(path).matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text = ""]) =>
    name === language ? text : [],
  );

/** Commands that run elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  "npm ci": ".ci/run",
  "npm test": ".ci/run",
  "npm run lint": ".ci/run",
  "npm run types": ".ci/run",
  "npm run bench": ".ci/run",
  "npm install --save-dev varai-gen": "tests/package/installs.ts",
  "npm install --save-dev husky": "tests/package/hooks.ts",
  "npx husky init": "tests/package/hooks.ts",
  'echo "npx varai-gen check" > .husky/pre-commit': "tests/package/hooks.ts",
};

/** Commands run in a copy of the specifications: some of them write, and what is checked in stays as it is. */
const copy = mkdtempSync(`${tmpdir()}/varai-gen-documents-`);
test.before(() => {
  for (const folder of ["spec", "examples"]) cpSync(root + folder, `${copy}/${folder}`, { recursive: true });
});
test.after(() => rmSync(copy, { recursive: true, force: true }));

for (const document of documents) {
  const commands = blocksOf(document, "bash").flatMap((block) => block.trim().split("\n"));

  test(`the commands of ${document} are run`, () => {
    assert.ok(commands.length > 0);
    for (const command of commands.filter((line) => !line.startsWith("npx varai-gen"))) {
      const runner = elsewhere[command];
      assert.ok(runner, `'${command}' is run nowhere`);
      // The checks of hooks run the README's own lines.
      const isFollowed = runner === "tests/package/hooks.ts" && textOf(runner).includes("With [husky]");
      if (isFollowed) continue;
      const what = command.replace(/^npm run /, "").replace(/^npm install.*/, "install");
      assert.ok(textOf(runner).includes(what), `${runner} does not run '${command}'`);
    }
  });

  for (const command of commands.filter((line) => line.startsWith("npx varai-gen"))) {
    test(`${document}: ${command}`, () => {
      const line = command.replace("npx varai-gen", `'${process.execPath}' '${root}dist/varai-gen.cjs'`);
      execFileSync("bash", ["-c", line], { cwd: copy, stdio: "pipe" });
    });
  }

  test(`the links of ${document} lead somewhere`, () => {
    const links = [...textOf(document).matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
    const local = links.filter((link) => !link.startsWith("https://"));
    assert.equal(
      local.filter((link) => !existsSync(`${root}${dirname(document)}/${link}`)),
      [],
    );
  });

  test(`the files that ${document} names exist`, () => {
    const named = [...textOf(document).matchAll(/`((?:compiler|tests|schema|templates)\/[\w./-]+)`/g)];
    assert.equal(
      named.map(([, path = ""]) => path).filter((path) => !existsSync(root + path)),
      [],
    );
  });
}

test("the README's specification compiles without a finding but unpinned images", async () => {
  const specs = blocksOf("README.md", "yaml").filter((block) => block.startsWith("platform:"));
  assert.equal(specs.length, 1);
  const { diagnostics } = await compile(sourceOf(specs[0] ?? ""));
  assert.equal(
    diagnostics.map(({ code }) => code),
    ["lock/unpinned"],
  );
});

test("the README's message is what a reader sees", () => {
  const [shown = ""] = blocksOf("README.md", "console");
  const message = shown.split("\n").slice(1).join("\n").trim();
  // Goldens have no line numbers.
  const unnumbered = message.replace(/^([\w.]+):\d+:\d+ /gm, "$1 ").replace(/^ {2} *\d* *\|/gm, "  |");
  const golden = textOf("tests/golden/foreign-words/expected/diagnostics.txt");
  assert.ok(golden.includes(unnumbered), unnumbered);
});

test("CONTRIBUTING says why each dependency is there", () => {
  const { devDependencies } = JSON.parse(textOf("package.json")) as { devDependencies: Record<string, string> };
  const table = textOf("CONTRIBUTING.md").split("## Dependencies")[1] ?? "";
  assert.equal(
    Object.keys(devDependencies).filter((name) => !table.includes(`\`${name}\``)),
    [],
  );
});

test.run();
