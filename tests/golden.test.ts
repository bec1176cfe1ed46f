// A case is a folder of tests/golden: platform.yaml with what it needs beside it, the source code of its services in
// repository/ if it is compared with that, and expected/ with every file that
// comes out. diagnostics.txt has the findings, without the numbers of their lines. A new case needs no code. To write what is expected:
//
//     npm run test:update
//
// and read the diff before you commit it.
import { existsSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatPretty } from "../compiler/diagnostics/format-pretty.ts";
import { compiledAt } from "./support/compiled.ts";
import { assertFolder } from "./support/golden.ts";
import { isChosen } from "./support/only.ts";
import { root } from "./support/sources.ts";

/** Without the numbers of lines and columns, which change with every line above. The frame shows the place. */
const plain = {
  error: String,
  warning: String,
  note: String,
  dim: (margin: string) => margin.replace(/^ *\d* *\|$/, "|"),
  bold: (place: string) => place.replace(/:\d+:\d+$/, ""),
};

test("every golden has a specification", () => {
  const folders = fastGlob.sync("tests/golden/*", { cwd: root, onlyDirectories: true });
  const bare = folders.filter((folder) => !existsSync(`${root}${folder}/platform.yaml`));
  assert.equal(bare, [], `${bare.join(" and ")} has no platform.yaml`);
});

const specs = fastGlob.sync("tests/golden/*/platform.yaml", { cwd: root }).sort();
for (const spec of specs.filter((path) => isChosen(path.split("/")[2] ?? ""))) {
  const folder = spec.replace("/platform.yaml", "");
  test(`golden: ${folder.replace("tests/golden/", "")}`, async () => {
    const { files, diagnostics } = await compiledAt(spec);
    const outputs = new Map(files.map((file) => [file.path, file.text]));
    if (diagnostics.length > 0) {
      outputs.set("diagnostics.txt", diagnostics.map((diagnostic) => formatPretty(diagnostic, plain)).join("\n"));
    }
    assertFolder(`${root}${folder}/expected`, outputs);
  });
}

test("every template makes a file of some golden", async () => {
  const templates = fastGlob.sync("**/*", { cwd: `${root}templates/`, ignore: ["**/partials/**"] });
  const unused = new Set(templates.map((file) => file.replace(/\.hbs$/, "")));
  // The golden of everything has most of them.
  for (const spec of ["tests/golden/everything/platform.yaml", ...specs]) {
    if (unused.size === 0) break;
    for (const { template } of (await compiledAt(spec)).files) unused.delete(template);
  }
  assert.equal([...unused].sort(), []);
});

test.run();
