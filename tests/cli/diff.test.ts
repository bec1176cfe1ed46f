// `diff` shows all that generating by force would change, as a patch that other tools apply to the same end.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, Workspace } from "./workspace.ts";

const tools = {
  patch: ["-p1", "--quiet"],
  git: ["apply", "--whitespace=nowarn", "-"],
} as const;

const cases: readonly { readonly name: string; readonly happened: (workspace: Workspace) => void }[] = [
  { name: "nothing was generated yet", happened: (workspace) => workspace.remove("out") },
  { name: "a value changed", happened: (workspace) => workspace.write("platform.yaml", shop({ port: 9090 })) },
  {
    name: "files come and go",
    happened: (workspace) => workspace.write("platform.yaml", shop({ secret: false, environments: ["dev", "qa"] })),
  },
  {
    name: "a file was edited, with a tab and without a line end at its end",
    happened: (workspace) => workspace.edit("out/docker-compose.dev.yml", (text) => `--- mine\t\n${text}# mine\t`),
  },
  { name: "a file was emptied", happened: (workspace) => workspace.write("out/docker-compose.dev.yml", "") },
  {
    name: "a script is not executable",
    happened: (workspace) => chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o644),
  },
  {
    name: "the line ends changed",
    happened: (workspace) => workspace.edit("out/.env.example", (text) => text.replaceAll("\n", "\r\n")),
  },
  { name: "the manifest is gone", happened: (workspace) => workspace.remove("out/.varai-gen.manifest") },
  {
    name: "the manifest is damaged",
    happened: (workspace) => workspace.edit("out/.varai-gen.manifest", (text) => text.slice(0, 200)),
  },
];

for (const { name, happened } of cases) {
  for (const [tool, args] of Object.entries(tools)) {
    test(`${tool} applies what diff shows when ${name}`, async () => {
      const workspace = await generated();
      happened(workspace);
      const before = workspace.snapshot();
      const { code, out, err } = await workspace.run(["diff"]);
      assert.is(code, 1);
      assert.is(err, "");
      assert.equal(workspace.snapshot(), before, "diff wrote something");

      const copy = new Workspace();
      cpSync(workspace.folder, copy.folder, { recursive: true });
      const applied = spawnSync(tool, args, { cwd: copy.folder, input: out, encoding: "utf8" });
      assert.is(applied.status, 0, `${applied.error ?? ""}${applied.stdout}${applied.stderr}\n${out}`);
      const after = await copy.run(["check"]);
      assert.is(after.code, 0, `${after.out}\n${out}`);

      await workspace.run(["--force"]);
      for (const path of workspace.files("out").filter((file) => !file.endsWith("/") && file !== "out/.env")) {
        assert.is(copy.read(path), workspace.read(path), path);
      }
      assert.equal(await workspace.run(["diff"]), { code: 0, out: "", err: "" });
    });
  }
}

test("which files diff shows is as expected", async () => {
  const workspace = await generated();
  workspace.write("platform.yaml", shop({ port: 9090, secret: false, environments: ["dev", "prod", "qa"] }));
  workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`);
  symlinkSync("../platform.yaml", workspace.path("out/docker-compose.qa.yml"));
  const texts: string[] = [];
  for (const args of [["diff"], ["diff", "--only", "compose", "--env", "dev"], ["diff", "--stat"]]) {
    const run = await workspace.run(args);
    assert.is(run.code, 1);
    // What is in the files is no matter of this test.
    const out = run.out.replace(/^(@@| |[+-](?!\+\+ |-- )).*\n/gm, "").replace(/ {2}\+\d+ -\d+$/gm, "  +N -N");
    texts.push(transcript(args, { ...run, out }));
  }
  assertExpected("diff-shown.txt", texts.join("\n"));
});

test("--stat counts lines and names modes", async () => {
  const workspace = new Workspace();
  const { out } = await workspace.run(["diff", "--stat"]);
  await workspace.run([]);
  const lines = workspace.read("out/scripts/create-secrets.sh").split("\n").length - 1;
  assert.match(out, `out/scripts/create-secrets.sh  +${lines} -0\n`);
  chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o644);
  workspace.edit("out/.env.example", (text) => `${text}one\ntwo\n`);
  assert.is(
    (await workspace.run(["diff", "--stat"])).out,
    "out/.env.example               +0 -2\nout/scripts/create-secrets.sh  +0 -0  mode 100755\n",
  );
});

test("a diff in colour is the same diff", async () => {
  const workspace = await generated();
  workspace.write("platform.yaml", shop({ port: 9090 }));
  const plain = await workspace.run(["diff"]);
  const { out } = await workspace.run(["diff", "--color", "always"]);
  assert.match(out, "\x1b[32m+");
  assert.is(out.replaceAll(new RegExp(`${"\x1b"}\\[\\d+m`, "g"), ""), plain.out);
});

test("paths are as seen from where diff runs, so that its patch applies there", async () => {
  const workspace = new Workspace();
  workspace.write("deep/platform.yaml", shop());
  assert.match(
    (await workspace.run(["diff", "--spec", "deep/platform.yaml"])).out,
    "+++ b/deep/out/docker-compose.dev.yml\n",
  );
  assert.match((await workspace.run(["diff"], { cwd: "deep" })).out, "+++ b/out/docker-compose.dev.yml\n");
  workspace.write("deep/platform.yaml", shop({ output: "." }));
  assert.match((await workspace.run(["diff"], { cwd: "deep" })).out, "+++ b/docker-compose.dev.yml\n");
});

test("nothing else is expected of diff", () => assertNothingElseExpected("diff"));

async function generated(): Promise<Workspace> {
  const workspace = new Workspace();
  assert.is((await workspace.run([])).code, 0);
  return workspace;
}

test.run();
