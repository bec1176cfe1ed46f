// A target is a folder: everything that belongs to it is there, and nothing is there that no target uses.
import { existsSync, readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { targets } from "../compiler/targets/index.ts";
import { compiledAt } from "./support/compiled.ts";
import { root } from "./support/sources.ts";

const everything = "tests/golden/everything/platform.yaml";
const names = targets.map(({ name }) => String(name));
const textOf = (path: string): string => readFileSync(root + path, "utf8");

test("every folder with code is a target in compiler/targets/index.ts", () => {
  const folders = fastGlob.sync("compiler/targets/*/*.ts", { cwd: root }).map((path) => path.split("/")[2] ?? "");
  const missing = [...new Set(folders)].filter((name) => !names.includes(name));
  assert.equal(missing, [], `compiler/targets/index.ts lacks ${missing.join(" and ")}`);
});

for (const name of names) {
  test(`the folder of ${name} has all that belongs to it`, () => {
    for (const file of ["schema.json", "expressed.yaml", "outputs.yaml"]) {
      const path = `compiler/targets/${name}/${file}`;
      assert.ok(existsSync(root + path), `${path} is missing`);
    }
  });
}

test("every target writes a file of the specification of everything", async () => {
  const { files, diagnostics } = await compiledAt(everything);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  assert.equal(errors, []);
  const idle = names.filter((name) => !files.some(({ target }) => target === name));
  assert.equal(idle, [], `${everything} does not turn on ${idle.join(" and ")}`);
});

test("the README's table of files is that of the targets", () => {
  const table = names.flatMap((name) => {
    const rows = parse(textOf(`compiler/targets/${name}/outputs.yaml`)) as readonly Row[];
    return rows.map(({ files, about }, index) => `| ${index === 0 ? `\`${name}\` ` : ""}| ${files} | ${about} |`);
  });
  const shown = textOf("README.md")
    .split("\n")
    .filter((line) => /^\| (`\w+` )?\| /.test(line) && !line.startsWith("| every target"));
  assert.equal(shown, table, "README.md has to show what compiler/targets/*/outputs.yaml say");
});

interface Row {
  readonly files: string;
  readonly about: string;
}

test.run();
