// Findings in a terminal: frames fit its width, carets stand below what they mark, control characters are escaped; notes on
// request, the command that explains a finding, and a specification from standard input.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellsOf, widthOf } from "../../compiler/diagnostics/display.ts";
import { shop, Workspace } from "./workspace.ts";

/** The frame of the first finding: a source line and its carets, without their margins. */
function frameOf(out: string): readonly [string, string] {
  const [, source = "", carets = ""] = /^ +\d+ \| (.*)\n +\| (.*)$/m.exec(out) ?? [];
  return [source, carets];
}

for (const columns of [40, 60, 80, 200]) {
  test(`frames fit into ${columns} columns, and show what they mark`, async () => {
    const workspace = new Workspace();
    workspace.write(
      "platform.yaml",
      `services: { a: { image: "a/b:${"1".repeat(120)}", prot: 3000, start: "${"x".repeat(99)}" } }\n`,
    );
    const { out } = await workspace.run(["validate"], { isTerminal: true, columns, env: { NO_COLOR: "1" } });
    const frames = out.split("\n").filter((line) => /^ +\d* \| /.test(line));
    assert.ok(frames.length > 0);
    for (const line of frames) assert.ok(line.length <= columns, `${line.length} columns: ${line}`);
    const index = frames.findIndex((line) => /\| +\^{4}$/.test(line));
    const [source = "", carets = ""] = [frames[index - 1], frames[index]];
    assert.is(source.slice(carets.indexOf("^"), carets.length), "prot");
  });
}

const wide: readonly (readonly [string, string])[] = [
  ["wide characters", "日本語の名前"],
  ["emoji", "🚀🚀"],
  ["combining marks", "e\u0301a\u0308"],
  ["zero-width joiners", "👩\u200d💻"],
];

for (const [name, text] of wide) {
  test(`carets stand below what they mark after ${name}`, async () => {
    const workspace = new Workspace(`platform: { description: "${text}", nmae: x }\n`);
    const { out } = await workspace.run(["validate"]);
    const [, block = ""] = /(Unknown key[\s\S]*)/.exec(out) ?? [];
    const [source, carets] = frameOf(block);
    const before = source.slice(0, source.indexOf("nmae"));
    assert.is(carets, `${" ".repeat(widthOf(cellsOf(before)))}^^^^`);
  });
}

test("characters take the columns that terminals give them", () => {
  const widths = ["a", "日", "ｱ", "🚀", "é", "e\u0301", "한", "\t", "\u001b"].map((text) => widthOf(cellsOf(text)));
  assert.equal(widths, [1, 2, 1, 2, 1, 1, 2, 1, 1]);
});

for (const format of ["pretty", "json", "github", "sarif"]) {
  test(`control characters of a specification do not reach the terminal as ${format}`, async () => {
    const workspace = new Workspace('platform: { "na\\u001b[31mme": "\u001b[2Jx", "b\u202ec": 1 }\n');
    const { out } = await workspace.run(["validate", "--format", format]);
    assert.match(out, "schema/unknown-property");
    assert.not.match(out, /[^\P{Cc}\n]/u);
    assert.not.match(out, "\u202e");
  });
}

test("a valid specification prints one line; --verbose prints its notes", async () => {
  const workspace = new Workspace();
  assert.equal(await workspace.run(["validate"]), { code: 0, out: "platform.yaml: valid\n", err: "" });
  workspace.edit("platform.yaml", (text) =>
    text
      .replace("    health:", "    resources: { cpu: { request: 250m, limit: 500m } }\n    health:")
      .replace("bicep: { enabled: false }", "bicep: { region: westeurope }"),
  );
  const { code, out } = await workspace.run(["validate"]);
  assert.is(code, 0, out);
  assert.match(out, /valid \(.*notes?; --verbose prints the notes\)\n$/);
  assert.not.match(out, / note /);
  const verbose = await workspace.run(["validate", "--verbose"]);
  assert.match(verbose.out, / note target\/left-out\n/);
});

test("findings are followed by the command that explains the first one, which prints an example", async () => {
  const workspace = new Workspace(shop().replace("health:", "helth:"));
  const { out } = await workspace.run(["validate"]);
  const [, code = ""] = /\nTo explain a finding, run: npx varai-gen explain (\S+)\n/.exec(out) ?? [];
  assert.is(code, "schema/unknown-property");
  const explained = await workspace.run(["explain", code]);
  assert.match(explained.out, /\nThis is reported, for example:\n\n( {4}.*\n)+ {4} *\^+\n[\s\S]* {4}help: /);
});

test("--spec - takes standard input as the default specification", async () => {
  const workspace = new Workspace(shop().replace("health:", "helth:"));
  const input = shop();
  const spec = ["--spec", "-"];
  assert.equal(await workspace.run(["validate", ...spec], { input }), {
    code: 0,
    out: "platform.yaml: valid\n",
    err: "",
  });
  assert.match((await workspace.run(["list", ...spec], { input })).out, "out/docker-compose.dev.yml\n");
  assert.is((await workspace.run(["check", ...spec], { input })).code, 1);
  assert.is((await workspace.run(["generate", ...spec], { input })).out, "out: 6 created\n");
  assert.is((await workspace.run(["check", ...spec], { input })).code, 0);
  assert.match(workspace.read("out/docker-compose.dev.yml"), "from platform.yaml.");
  const wrong = await workspace.run(["validate", ...spec], { input: input.replace("health:", "helth:") });
  assert.match(wrong.out, /^platform\.yaml:\d+:5 error schema\/unknown-property\n/);
});

test("--spec - includes files of the folder, and refuses what makes no sense", async () => {
  const workspace = new Workspace("nothing: here\n");
  workspace.write("more.yaml", shop());
  const included = await workspace.run(["validate", "--spec", "-"], { input: "include: [more.yaml]\n" });
  assert.is(included.out, "platform.yaml: valid\n");
  assert.is((await workspace.run(["validate", "--spec", "-"])).code, 2);
  assert.is((await workspace.run(["validate", "--spec", "-", "--spec", "more.yaml"], { input: shop() })).code, 2);
});

interface Rule {
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
}

test("SARIF has what code scanning needs: a location for each result, and a title, a text and a level for each rule", async () => {
  // An image without a digest is a finding about the specification as a whole.
  const workspace = new Workspace(shop().replace(/@sha256:\w+/, ""));
  const { out } = await workspace.run(["validate", "--format", "sarif"]);
  const [run] = JSON.parse(out).runs as readonly [
    { tool: { driver: { rules: readonly Rule[] } }; results: readonly { locations?: readonly unknown[] }[] },
  ];
  assert.ok(run.results.length > 0);
  for (const { locations } of run.results) assert.is(locations?.length, 1);
  for (const { shortDescription, help, defaultConfiguration } of run.tool.driver.rules) {
    assert.match(shortDescription.text, /^[^\n]{10,250}\.$/);
    assert.ok(help.text.length > 0 && help.markdown.length > 0);
    assert.match(defaultConfiguration.level, /^(error|warning|note)$/);
  }
});

test.run();
