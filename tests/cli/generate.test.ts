// `generate` writes only what changed, keeps what people have made, and removes only what it wrote itself.
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, Workspace } from "./workspace.ts";

test("the first run writes every file, with its mode, and the next ones nothing", async () => {
  const workspace = new Workspace();
  assert.equal(await workspace.run([]), { code: 0, out: "out: 6 created\n", err: "" });
  assert.equal(workspace.files("out"), [
    "out/.env",
    "out/.env.example",
    "out/.varai-gen.manifest",
    "out/docker-compose.dev.yml",
    "out/docker-compose.prod.yml",
    "out/scripts/",
    "out/scripts/create-secrets.sh",
    "out/secrets/",
    "out/secrets/.gitignore",
  ]);
  assert.is(workspace.mode("out/docker-compose.dev.yml"), 0o644);
  assert.is(workspace.mode("out/scripts/create-secrets.sh"), 0o755);
  const before = workspace.snapshot();
  assert.is((await workspace.run(["generate"])).out, "out: 5 unchanged\n");
  assert.equal(workspace.snapshot(), before);
});

test("files that the user owns are created with all others", async () => {
  const workspace = new Workspace(
    shop({}).replace("  kustomize: { enabled: false }", "  kustomize: { enabled: true }"),
  );
  const { code, err } = await workspace.run([]);
  assert.is(code, 0, err);
  assert.ok(workspace.has("out/kubernetes/local/prod/kustomization.yaml"));
  assert.match((await workspace.run(["generate"])).out, /^out: \d+ unchanged\n$/);
});

test("only what changed is written", async () => {
  const workspace = await generated();
  const before = workspace.snapshot("out");
  workspace.write("platform.yaml", shop({ port: 9090 }));
  assert.is((await workspace.run([])).out, "out: 2 updated, 3 unchanged\n");
  const changed = [...workspace.snapshot("out")].filter(([path, is]) => before.get(path) !== is).map(([path]) => path);
  assert.equal(changed.filter((path) => !path.endsWith("/")).sort(), [
    "out/.varai-gen.manifest",
    "out/docker-compose.dev.yml",
    "out/docker-compose.prod.yml",
  ]);
});

test("edited and foreign files are kept, the rest is written, and all that is said", async () => {
  const workspace = await generated();
  workspace.write("platform.yaml", shop({ port: 9090, environments: ["dev", "prod", "qa"] }));
  workspace.write("out/docker-compose.qa.yml", "# mine\n");
  workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`);
  const edited = workspace.read("out/docker-compose.dev.yml");
  const run = await workspace.run([]);
  assertExpected("generate-kept.txt", transcript([], run));
  assert.is(run.code, 1);
  assert.is(workspace.read("out/docker-compose.dev.yml"), edited);
  assert.is(workspace.read("out/docker-compose.qa.yml"), "# mine\n");
  assert.match(workspace.read("out/docker-compose.prod.yml"), "9090");
  assert.is((await workspace.run([])).out, "out: 2 kept, 4 unchanged\n", "the second run does something else");

  const forced = await workspace.run(["--force"]);
  assertExpected("generate-forced.txt", transcript(["--force"], forced));
  assert.is(forced.code, 0);
  assert.match(workspace.read("out/docker-compose.qa.yml"), "9090");
  await assertUpToDate(workspace);
});

test("an edit that is taken back is none", async () => {
  const workspace = await generated();
  const text = workspace.read("out/docker-compose.dev.yml");
  workspace.write("out/docker-compose.dev.yml", "mine");
  workspace.write("platform.yaml", shop({ port: 9090 }));
  assert.is((await workspace.run([])).code, 1);
  workspace.write("out/docker-compose.dev.yml", text);
  assert.is((await workspace.run([])).code, 0);
  await assertUpToDate(workspace);
});

test("what is not generated any more is removed, with the folders that are empty then", async () => {
  const workspace = await generated();
  workspace.write("platform.yaml", shop({ secret: false }));
  assert.equal(await workspace.run([]), { code: 0, out: "out: 3 updated, 2 deleted\n", err: "" });
  assert.not.ok(workspace.has("out/scripts"));
  assert.not.ok(workspace.has("out/secrets"));
  assert.not.match(workspace.read("out/.varai-gen.manifest"), "secrets");
  await assertUpToDate(workspace);
});

test("a folder with something else in it stays, and so does what is in it", async () => {
  const workspace = await generated();
  workspace.write("out/secrets/token", "s3cret");
  workspace.write("platform.yaml", shop({ secret: false }));
  assert.is((await workspace.run([])).code, 0);
  assert.equal(workspace.files("out/secrets"), ["out/secrets/token"]);
  await assertUpToDate(workspace);
});

test("an edited file that is not generated any more stays until somebody decides", async () => {
  const workspace = await generated();
  workspace.edit("out/scripts/create-secrets.sh", (text) => `${text}# mine\n`);
  workspace.write("platform.yaml", shop({ secret: false }));
  const run = await workspace.run([]);
  assertExpected("generate-orphan.txt", transcript([], run));
  assert.is(run.code, 1);
  assert.match(workspace.read("out/scripts/create-secrets.sh"), /# mine\n$/);
  assert.is((await workspace.run(["check"])).code, 1, "the orphan is forgotten");
  assert.is((await workspace.run(["--force"])).code, 0);
  assert.not.ok(workspace.has("out/scripts"));
  await assertUpToDate(workspace);
});

test("not even --force goes through a link or removes a folder", async () => {
  const workspace = await generated();
  workspace.remove("out/scripts");
  workspace.remove("out/docker-compose.dev.yml");
  workspace.remove("out/docker-compose.prod.yml");
  workspace.write("elsewhere/create-secrets.sh", "# elsewhere\n");
  workspace.write("elsewhere/dev.yml", "# elsewhere\n");
  symlinkSync("../elsewhere", workspace.path("out/scripts"));
  symlinkSync("../elsewhere/dev.yml", workspace.path("out/docker-compose.dev.yml"));
  mkdirSync(workspace.path("out/docker-compose.prod.yml"));
  const before = workspace.snapshot("elsewhere");
  const run = await workspace.run(["--force"]);
  assertExpected("generate-unsafe.txt", transcript(["--force"], run));
  assert.is(run.code, 1);
  assert.equal(workspace.snapshot("elsewhere"), before);
  assert.equal(readdirSync(workspace.path("out/docker-compose.prod.yml")), []);

  workspace.write("platform.yaml", shop({ secret: false, environments: ["dev"] }));
  assert.is((await workspace.run(["--force"])).code, 1);
  assert.equal(workspace.snapshot("elsewhere"), before, "an orphan behind a link was deleted");
  assert.ok(workspace.has("out/docker-compose.prod.yml"), "a folder in the place of an orphan was deleted");
});

for (const args of [
  ["--only", "compose"],
  ["--only", "docker"],
  ["--skip", "compose"],
  ["--env", "dev"],
]) {
  test(`generating a part takes nothing else for an orphan: ${args.join(" ")}`, async () => {
    const workspace = await generated();
    const before = workspace.snapshot();
    for (const command of ["check", "generate"]) assert.is((await workspace.run([command, ...args])).code, 0);
    assert.equal(workspace.snapshot(), before);
    await assertUpToDate(workspace);
  });
}

test("a part is brought up to date alone, and files that environments share as a whole", async () => {
  const workspace = await generated();
  const prod = workspace.read("out/docker-compose.prod.yml");
  workspace.write("platform.yaml", shop({ port: 9090, environments: ["dev", "prod", "qa"] }));
  assert.is((await workspace.run(["--env", "dev"])).out, "out: 3 updated, 1 unchanged\n");
  assert.match(workspace.read("out/docker-compose.dev.yml"), "9090");
  assert.is(workspace.read("out/docker-compose.prod.yml"), prod);
  assert.not.ok(workspace.has("out/docker-compose.qa.yml"));
  assert.match(workspace.read("out/.env.example"), "docker-compose.qa.yml");
  assert.is((await workspace.run(["check", "--env", "dev"])).code, 0);
  assert.is((await workspace.run([])).out, "out: 1 created, 1 updated, 4 unchanged\n");
  await assertUpToDate(workspace);
});

test("an override of another environment's file is no mistake when a part is generated", async () => {
  const override = "{ file: docker-compose.prod.yml, path: /name, value: store, reason: It was called so before. }";
  const workspace = new Workspace(`${shop()}overrides: { compose: [${override}] }\n`);
  assert.equal(await workspace.run(["--env", "dev"]), { code: 0, out: "out: 5 created\n", err: "" });
  assert.is((await workspace.run([])).out, "out: 1 created, 4 unchanged\n");
  assert.match(workspace.read("out/docker-compose.prod.yml"), /^name: store$/m);
});

test("an invalid specification changes nothing, and neither does a valid one beside it", async () => {
  const workspace = await generated();
  workspace.write("platform.yaml", shop({ port: 9090 }));
  workspace.write("other/platform.yaml", shop().replace("port: 8080", "port: none"));
  const before = workspace.snapshot();
  const run = await workspace.run(["--spec", "platform.yaml", "--spec", "other/platform.yaml"]);
  assert.is(run.code, 1);
  assert.match(run.err, "other/platform.yaml: 1 error\n");
  assert.equal(workspace.snapshot(), before);
});

test("a platform that compiles to nothing writes nothing", async () => {
  const workspace = new Workspace(`${shop()}  compose: { enabled: false }\n`);
  assert.equal(await workspace.run([]), { code: 0, out: "out: nothing to generate\n", err: "" });
  assert.equal(workspace.files(), ["platform.yaml"]);
  assert.is((await workspace.run(["check"])).code, 0);
});

test("what another specification compiles to is not replaced, unless that one is gone or asked for by force", async () => {
  const workspace = new Workspace();
  workspace.write("b.yaml", shop({ port: 9090, environments: ["qa"] }));
  assert.is((await workspace.run([])).code, 0);
  const before = workspace.snapshot("out");
  const { code, err } = await workspace.run(["--spec", "b.yaml"]);
  assert.is(code, 2);
  assert.match(err, "error: out contains files of platform.yaml, which b.yaml would replace\nhelp: Set 'output'");
  assert.equal(workspace.snapshot("out"), before);
  assert.is((await workspace.run(["--spec", "b.yaml", "--force"])).code, 0);
  assert.is((await workspace.run(["check", "--spec", "b.yaml"])).code, 0);

  workspace.write("c.yaml", workspace.read("b.yaml"));
  workspace.remove("b.yaml");
  assert.is((await workspace.run(["--spec", "c.yaml"])).code, 0, "a new name is no other specification");
  workspace.write("d.yaml", "include: [c.yaml]\n");
  assert.is((await workspace.run(["--spec", "d.yaml"])).code, 0, "a part is no other specification");
});

test("files and modes do not depend on the umask", async () => {
  const before = process.umask(0o077);
  const workspace = await generated().finally(() => process.umask(before));
  assert.is(workspace.mode("out/docker-compose.dev.yml"), 0o644);
  assert.is(workspace.mode("out/scripts/create-secrets.sh"), 0o755);
  chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o600);
  assert.is((await workspace.run([])).out, "out: 1 updated, 4 unchanged\n");
  assert.is(workspace.mode("out/scripts/create-secrets.sh"), 0o755);
});

test("nothing else is expected of generating", () => assertNothingElseExpected("generate"));

async function generated(): Promise<Workspace> {
  const workspace = new Workspace();
  assert.is((await workspace.run([])).code, 0);
  return workspace;
}

async function assertUpToDate(workspace: Workspace): Promise<void> {
  const { code, out } = await workspace.run(["check"]);
  assert.is(code, 0, out);
}

test.run();
