// `check` tells every state of a file apart, writes nothing, and names the command that mends it.
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, Workspace } from "./workspace.ts";

interface Case {
  readonly name: string;
  /** What has happened to an output that was up to date. */
  readonly happened: (workspace: Workspace) => void;
  readonly path: string;
  readonly state: string;
  /** What people have to do before the command that `check` names can mend it. */
  readonly byHand?: (workspace: Workspace) => void;
}

const cases: readonly Case[] = [
  {
    name: "the specification changed",
    happened: (workspace) => workspace.write("platform.yaml", shop({ port: 9090 })),
    path: "docker-compose.prod.yml",
    state: "stale",
  },
  {
    name: "somebody edited a file",
    happened: (workspace) => workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`),
    path: "docker-compose.dev.yml",
    state: "edited",
  },
  {
    name: "somebody emptied a file",
    happened: (workspace) => workspace.write("out/docker-compose.dev.yml", ""),
    path: "docker-compose.dev.yml",
    state: "edited",
  },
  {
    name: "a file is gone",
    happened: (workspace) => workspace.remove("out/.env.example"),
    path: ".env.example",
    state: "missing",
  },
  {
    name: "the whole output is gone",
    happened: (workspace) => workspace.remove("out"),
    path: "docker-compose.dev.yml",
    state: "missing",
  },
  {
    name: "an environment is gone",
    happened: (workspace) => workspace.write("platform.yaml", shop({ environments: ["dev"] })),
    path: "docker-compose.prod.yml",
    state: "orphaned",
  },
  {
    name: "an environment is gone whose file somebody edited",
    happened: (workspace) => {
      workspace.write("platform.yaml", shop({ environments: ["dev"] }));
      workspace.edit("out/docker-compose.prod.yml", (text) => `${text}# mine\n`);
    },
    path: "docker-compose.prod.yml",
    state: "orphaned-edited",
  },
  {
    name: "somebody's own file has the name of a new one",
    happened: (workspace) => {
      workspace.write("platform.yaml", shop({ environments: ["dev", "prod", "qa"] }));
      workspace.write("out/docker-compose.qa.yml", "# mine\n");
    },
    path: "docker-compose.qa.yml",
    state: "unmanaged",
  },
  {
    name: "a script is not executable",
    happened: (workspace) => chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o644),
    path: "scripts/create-secrets.sh",
    state: "mode",
  },
  {
    name: "version control changed the line ends",
    happened: (workspace) => workspace.edit("out/docker-compose.dev.yml", withCrlf),
    path: "docker-compose.dev.yml",
    state: "line-ends",
  },
  {
    name: "version control changed the line ends, and then the specification changed",
    happened: (workspace) => {
      workspace.edit("out/docker-compose.dev.yml", withCrlf);
      workspace.write("platform.yaml", shop({ port: 9090 }));
    },
    path: "docker-compose.dev.yml",
    state: "stale",
  },
  {
    name: "version control changed the line ends of a file that is not generated any more",
    happened: (workspace) => {
      workspace.edit("out/docker-compose.prod.yml", withCrlf);
      workspace.write("platform.yaml", shop({ environments: ["dev"] }));
    },
    path: "docker-compose.prod.yml",
    state: "orphaned",
  },
  {
    name: "the manifest is gone",
    happened: (workspace) => workspace.remove("out/.varai-gen.manifest"),
    path: ".varai-gen.manifest",
    state: "missing",
  },
  {
    name: "a link is in the place of a file",
    happened: (workspace) => {
      workspace.remove("out/docker-compose.dev.yml");
      workspace.write("elsewhere.yml", "# elsewhere\n");
      symlinkSync("../elsewhere.yml", workspace.path("out/docker-compose.dev.yml"));
    },
    path: "docker-compose.dev.yml",
    state: "unsafe",
    byHand: (workspace) => workspace.remove("out/docker-compose.dev.yml"),
  },
  {
    name: "a folder is in the place of a file",
    happened: (workspace) => {
      workspace.remove("out/docker-compose.dev.yml");
      mkdirSync(workspace.path("out/docker-compose.dev.yml"));
    },
    path: "docker-compose.dev.yml",
    state: "unsafe",
    byHand: (workspace) => workspace.remove("out/docker-compose.dev.yml"),
  },
  {
    name: "a file is in the place of a folder",
    happened: (workspace) => {
      workspace.remove("out/scripts");
      workspace.write("out/scripts", "mine\n");
    },
    path: "scripts/create-secrets.sh",
    state: "unsafe",
    byHand: (workspace) => workspace.remove("out/scripts"),
  },
  {
    name: "a folder is a link that leads out of the output",
    happened: (workspace) => {
      workspace.remove("out/scripts");
      workspace.write("elsewhere/create-secrets.sh", "# elsewhere\n");
      symlinkSync("../elsewhere", workspace.path("out/scripts"));
    },
    path: "scripts/create-secrets.sh",
    state: "unsafe",
    byHand: (workspace) => workspace.remove("out/scripts"),
  },
];

const said: string[] = [];

for (const { name, happened, path, state, byHand } of cases) {
  test(`check finds that ${name}, and what it says mends it`, async () => {
    const workspace = await generated();
    happened(workspace);
    const before = workspace.snapshot();
    const check = await workspace.run(["check"]);
    said.push(`# ${name}\n${transcript(["check"], check)}`);
    assert.is(check.code, 1);
    assert.is(stateOf(path, (await workspace.run(["check", "--format", "json"])).out), state);
    for (const format of ["github", "sarif"]) {
      const { code, out } = await workspace.run(["check", "--format", format]);
      assert.is(code, 1);
      assert.ok(out.includes(`output/${state}`), `${format} does not name output/${state}`);
    }
    assert.equal(workspace.snapshot(), before, "check wrote something");

    byHand?.(workspace);
    const named = byHand ? (await workspace.run(["check"])).out : check.out;
    await workspace.run(remedyIn(named));
    const after = await workspace.run(["check"]);
    assert.equal(after, { code: 0, out: after.out, err: "" }, after.out);
  });
}

test("what check says of each state is as expected", () => {
  assertExpected("ownership-states.txt", said.join("\n"));
});

test("an output that is up to date is left as it is, whoever may run its files", async () => {
  const workspace = await generated();
  chmodSync(workspace.path("out/docker-compose.dev.yml"), 0o755);
  const before = workspace.snapshot();
  assert.equal(await workspace.run(["check"]), { code: 0, out: "out: 5 files are up to date\n", err: "" });
  assert.equal(await workspace.run([]), { code: 0, out: "out: 5 unchanged\n", err: "" });
  assert.equal(workspace.snapshot(), before);
});

test("the command that check names is about the same files", async () => {
  const workspace = await generated();
  workspace.write("some where/platform.yaml", shop());
  const args = ["check", "--spec", "some where/*.yaml", "--out", "an'other", "--env", "dev"];
  const { out } = await workspace.run(args);
  assert.match(out, "\nRun: npx varai-gen --spec 'some where/*.yaml' --out 'an'\\''other' --env dev\n");
});

test("nothing else is expected of the states", () => assertNothingElseExpected("ownership"));

async function generated(): Promise<Workspace> {
  const workspace = new Workspace();
  assert.is((await workspace.run([])).code, 0);
  return workspace;
}

function withCrlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

function stateOf(path: string, json: string): string | undefined {
  const { specs } = JSON.parse(json) as { specs: { files: { path: string; state: string }[] }[] };
  return specs[0]?.files.find((file) => file.path === path)?.state;
}

/** The arguments of the last command that `check` says to run: the one that mends everything that can be mended. */
function remedyIn(out: string): readonly string[] {
  const [, args] = [...out.matchAll(/[Rr]un: npx varai-gen(.*)$/gm)].at(-1) ?? [];
  if (args === undefined) throw new Error(`no command is named in:\n${out}`);
  return args.split(" ").filter((word) => word !== "");
}

test.run();
