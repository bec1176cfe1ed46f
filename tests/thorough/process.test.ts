// The command as a process: pipes that close, folders that may not be written, links, and runs at the same time.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { command, plainEnv, type Run, shop, temporaryFolder, Workspace } from "../cli/workspace.ts";

test("a reader that has seen enough is no error", () => {
  const workspace = new Workspace();
  for (const args of ["explain", "list --catalogue", "validate 2>&1", "nothing-like-it 2>&1"]) {
    const script = `set -o pipefail; "$0" "$1" ${args} | true; "$0" "$1" ${args} | head -n 1`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script, process.execPath, command], {
      cwd: workspace.folder,
      env: plainEnv,
      encoding: "utf8",
    });
    assert.is(stderr, "", args);
    assert.is(stdout.split("\n").length, 2, args);
  }
});

test("a reader that is gone changes no verdict", async () => {
  const workspace = new Workspace();
  workspace.spawn([]);
  const verdict = (): string => {
    const script = `"$0" "$1" check | (exec <&-; sleep 0.5); echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script, process.execPath, command], {
      cwd: workspace.folder,
      env: plainEnv,
      encoding: "utf8",
    });
    assert.is(stderr, "");
    return stdout;
  };
  assert.is(verdict(), "0\n", "what check has kept");
  workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`);
  assert.is(verdict(), "1\n");
});

test("a disk that takes no more of the result is said, and ends with 2", () => {
  const workspace = new Workspace();
  workspace.spawn([]);
  for (const args of ["list", "check", "check --format json", "--help"]) {
    const script = `"$0" "$1" ${args} >/dev/full`;
    const { status, stderr } = spawnSync("bash", ["--norc", "-c", script, process.execPath, command], {
      cwd: workspace.folder,
      env: plainEnv,
      encoding: "utf8",
    });
    assert.is(stderr, "error: standard output: the disk is full\n", args);
    assert.is(status, 2, args);
  }
});

test("when the disk is full nothing has changed", () => {
  const workspace = new Workspace(shop({ port: 3000 }));
  assert.is(workspace.spawn([]).code, 0);
  const before = texts(workspace);
  workspace.write("platform.yaml", shop({ port: 4000, environments: Array.from({ length: 40 }, (_, at) => `e${at}`) }));
  // No file may be larger than 2 KiB, which some of the new ones are.
  const script = 'ulimit -f 2; exec "$0" "$1" generate';
  const { status, stderr } = spawnSync("bash", ["--norc", "-c", script, process.execPath, command], {
    cwd: workspace.folder,
    env: plainEnv,
    encoding: "utf8",
  });
  assert.is(status, 2, stderr);
  assert.match(stderr, /^error: .*(file|disk)/);
  assert.equal(texts(workspace), before);
  assert.is(workspace.spawn([]).code, 0);
  assert.is(workspace.spawn(["check"]).code, 0);
});

function texts(workspace: Workspace): ReadonlyMap<string, string> {
  const paths = workspace.files("out");
  return new Map(paths.map((path) => [path, path.endsWith("/") ? "" : workspace.read(path)]));
}

test("a long result reaches a slow reader whole", async () => {
  const files = Array.from({ length: 400 }, (_, index) => `e${index}`);
  const workspace = new Workspace(shop({ environments: files }));
  const expected = await workspace.run(["diff"]);
  assert.ok(expected.out.length > 500_000, "a pipe takes all of it at once");
  const child = spawn(process.execPath, [command, "diff"], { cwd: workspace.folder, env: plainEnv });
  child.stdout.setEncoding("utf8");
  let out = "";
  for await (const chunk of child.stdout) {
    out += chunk;
    if (out.length < 200_000) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (child.exitCode === null) await once(child, "exit");
  assert.is(child.exitCode, 1);
  assert.ok(out === expected.out, `${out.length} of ${expected.out.length} characters have come`);
});

const refusals: readonly {
  readonly name: string;
  readonly arrange: (workspace: Workspace) => void;
  readonly args: readonly string[];
  readonly error: string;
}[] = [
  {
    name: "an output folder that may not be written",
    arrange: (workspace) => chmodSync(workspace.path("out"), 0o555),
    args: [],
    error: "error: <folder>/out/docker-compose.dev.yml: permission denied\n",
  },
  {
    name: "an output folder that may not be created",
    arrange: (workspace) => {
      workspace.remove("out");
      chmodSync(workspace.folder, 0o555);
    },
    args: [],
    error: "error: <folder>/out: permission denied\n",
  },
  {
    name: "a folder in the output that may not be written",
    arrange: (workspace) => {
      workspace.remove("out/scripts/create-secrets.sh");
      chmodSync(workspace.path("out/scripts"), 0o555);
    },
    args: [],
    error: "error: <folder>/out/scripts/create-secrets.sh: permission denied\n",
  },
  {
    name: "a file in the output that may not be read",
    arrange: (workspace) => chmodSync(workspace.path("out/docker-compose.dev.yml"), 0),
    args: ["check"],
    error: "error: <folder>/out/docker-compose.dev.yml: permission denied\n",
  },
  {
    name: "a specification that may not be read",
    arrange: (workspace) => chmodSync(workspace.path("platform.yaml"), 0),
    args: ["validate"],
    error: "error: <folder>/platform.yaml: permission denied\n",
  },
  {
    name: "a file in the place of the output folder",
    arrange: (workspace) => {
      workspace.remove("out");
      workspace.write("out", "mine\n");
    },
    args: [],
    error: "error: out is not a folder\nhelp: Pass another folder: --out path/to/folder\n",
  },
  {
    name: "a folder in the place of the manifest",
    arrange: (workspace) => {
      workspace.remove("out/.varai-gen.manifest");
      workspace.write("out/.varai-gen.manifest/mine", "mine\n");
    },
    args: [],
    error: "error: out/.varai-gen.manifest: it is a folder\nhelp: Remove it, and run the command again.\n",
  },
];

for (const { name, arrange, args, error } of refusals) {
  test(`${name} ends the run with 2 and a sentence, and leaves nothing half done`, async () => {
    const workspace = new Workspace();
    await workspace.run([]);
    workspace.write("platform.yaml", shop({ port: 9090 }));
    arrange(workspace);
    const run = asSomebody(workspace, args);
    chmodSync(workspace.folder, 0o755);
    assert.is(run.code, 2, run.err);
    assert.is(run.out, "");
    assert.is(run.err, error);
    assert.equal(
      workspace.files().filter((path) => /varai-gen-\d/.test(path)),
      [],
    );
  });
}

test("an output folder that is a link is the folder that it leads to", async () => {
  const workspace = new Workspace();
  workspace.write("real/mine.txt", "mine\n");
  symlinkSync("real", workspace.path("out"));
  assert.is((await workspace.run([])).out, "out: 6 created\n");
  assert.is((await workspace.run(["check"])).code, 0);
  assert.ok(workspace.has("real/docker-compose.dev.yml"));
  workspace.write("platform.yaml", shop({ secret: false, environments: ["dev"] }));
  assert.is((await workspace.run([])).out, "out: 2 updated, 3 deleted\n");
  assert.equal(workspace.files("real"), [
    "real/.env",
    "real/.env.example",
    "real/.varai-gen.manifest",
    "real/docker-compose.dev.yml",
    "real/mine.txt",
  ]);
});

test("links in the place of temporary files lead nowhere", async () => {
  const workspace = new Workspace();
  workspace.write("mine.txt", "mine\n");
  workspace.write("out/other.txt", "");
  for (const name of [".varai-gen.manifest", "docker-compose.dev.yml"]) {
    symlinkSync("../mine.txt", workspace.path(`out/.${name}.varai-gen-${process.pid}`));
  }
  assert.is((await workspace.run([])).code, 0);
  assert.is(workspace.read("mine.txt"), "mine\n");
});

test("runs at the same time do not disturb each other", async () => {
  const workspace = new Workspace(shop({ environments: ["old1", "old2", "old3", "old4"] }));
  await workspace.run([]);
  workspace.write("platform.yaml", shop({ secret: false, environments: ["new1", "new2", "new3", "new4"] }));
  const runs = await Promise.all(Array.from({ length: 6 }, () => started(workspace)));
  assert.equal(runs, Array(6).fill({ code: 0, err: "" }));
  assert.is(workspace.spawn(["check"]).code, 0);
  const alone = new Workspace(workspace.read("platform.yaml"));
  await alone.run([]);
  assert.equal(workspace.files("out"), alone.files("out"));
});

async function started(workspace: Workspace): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(process.execPath, [command], { cwd: workspace.folder, env: plainEnv });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdout.resume();
  await once(child, "close");
  return { code: child.exitCode, err };
}

/** Runs the command as somebody for whom permissions hold: root may do everything, and becomes nobody. */
function asSomebody(workspace: Workspace, args: readonly string[]): Run {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) return workspace.spawn(args);
  const nobody = 65534;
  // Nobody may not read everything that root may: neither the repository, perhaps, nor new folders.
  const copy = temporaryFolder();
  cpSync(dirname(command), copy, { recursive: true });
  chmodSync(copy, 0o755);
  for (const path of ["", ...workspace.files()]) chownSync(workspace.path(path), nobody, nobody);
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${copy}/varai-gen.cjs`, ...args], {
    cwd: workspace.folder,
    env: plainEnv,
    uid: nobody,
    gid: nobody,
    encoding: "utf8",
  });
  const stable = (text: string): string => text.replaceAll(workspace.folder, "<folder>");
  return { code: status ?? -1, out: stable(stdout), err: stable(stderr) };
}

test.run();
