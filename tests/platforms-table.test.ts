// The table of the five platforms in the README: the lines of each specification, and the files and lines of its output.
// UPDATE_GOLDENS=1 writes the numbers.
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { platformSpecs, root } from "./support/sources.ts";

const path = `${root}README.md`;
const readme = readFileSync(path, "utf8");
const row = /\[\d+ lines\]\((\S+)\) \| \[[^\]]+\]\((\S+)\)/g;
const specs = [...readme.matchAll(row)].map(([, spec]) => spec);

test("every platform has a row", () => {
  assert.equal(specs.sort(), [...platformSpecs].sort());
});

test("the numbers are right", () => {
  const wanted = readme.replace(row, (_, spec: string, folder: string) => numbersOf(spec, folder));
  if (process.env.UPDATE_GOLDENS === "1") writeFileSync(path, wanted);
  else assert.fixture(readme, wanted, "If the output has changed: npm run test:update");
});

function numbersOf(spec: string, folder: string): string {
  const paths = readFileSync(`${root}${folder}/.varai-gen.manifest`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" ").slice(2).join(" "));
  const lines = paths.reduce((sum, one) => sum + linesOf(`${folder}/${one}`), 0);
  return `[${linesOf(spec)} lines](${spec}) | [${paths.length} files, ${lines.toLocaleString("en-US")} lines](${folder})`;
}

function linesOf(file: string): number {
  return readFileSync(`${root}${file}`, "utf8").split("\n").length - 1;
}

test.run();
