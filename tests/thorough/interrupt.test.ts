// A run that is killed at any moment leaves every file whole, the old one or the new one, and the next run finishes its work.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { command, shop, Workspace } from "../cli/workspace.ts";

const rounds = 25;
const manifest = "out/.varai-gen.manifest";

test(`killed ${rounds} times while it writes, it never leaves half a file, and the next run finishes`, async () => {
  const random = randomFrom(20_07);
  const versions = [
    shop({ port: 3000, environments: [...environments("both"), ...environments("one")] }),
    shop({ port: 4000, environments: [...environments("both"), ...environments("two")] }),
  ] as const;
  const outputs = [await outputOf(versions[0]), await outputOf(versions[1])] as const;
  const whole = await runUntil(new Workspace(versions[0]), Number.POSITIVE_INFINITY);
  const workspace = new Workspace(versions[0]);
  await runUntil(workspace, 0);
  let stoppedInBetween = 0;

  for (let round = 0; round < rounds; round++) {
    const [version, wanted] = round % 2 === 0 ? [versions[1], outputs[1]] : [versions[0], outputs[0]];
    changeTo(workspace, version);
    const before = textsIn(workspace);
    await runUntil(workspace, random() * whole);
    const after = textsIn(workspace);
    for (const [path, text] of after) {
      if (isTemporary(path) || path === manifest) continue;
      const isWhole = outputs.some((output) => output.get(path) === text);
      assert.ok(isWhole, `round ${round}: ${path} is neither the old file nor the new one:\n${text}`);
    }
    if (!isSame(after, before) && !isSame(after, wanted)) stoppedInBetween++;
  }
  assert.ok(stoppedInBetween > 0, "no run was killed while it wrote; nothing is proved");

  changeTo(workspace, versions[0]);
  assert.is(workspace.spawn([]).code, 0, "what was left behind is taken for somebody's own");
  assert.equal(textsIn(workspace), outputs[0]);
  assert.is(workspace.spawn(["check"]).code, 0);
});

test("a run removes what a killed one has left, and not what a running one is about to use", async () => {
  const workspace = new Workspace();
  await workspace.run([]);
  const ended = await endedProcess();
  workspace.write(`out/.Dockerfile.varai-gen-${ended}`, "half");
  workspace.write(`out/scripts/.create-secrets.sh.varai-gen-${ended}`, "half");
  // In containers, every run tends to have the same id as the one before.
  workspace.write(`out/.docker-compose.dev.yml.varai-gen-${process.pid}`, "half");
  workspace.write(`out/.docker-compose.dev.yml.varai-gen-${process.ppid}`, "half");
  workspace.write(".elsewhere.varai-gen-1", "mine");
  await workspace.run([]);
  const left = workspace.files().filter(isTemporary);
  assert.equal(left, [".elsewhere.varai-gen-1", `out/.docker-compose.dev.yml.varai-gen-${process.ppid}`]);
});

function environments(name: string): readonly string[] {
  return [1, 2, 3, 4, 5, 6].map((number) => `${name}${number}`);
}

async function outputOf(spec: string): Promise<ReadonlyMap<string, string>> {
  const workspace = new Workspace(spec);
  assert.is((await workspace.run([])).code, 0);
  return textsIn(workspace);
}

function textsIn(workspace: Workspace): ReadonlyMap<string, string> {
  const paths = workspace.files("out").filter((path) => !path.endsWith("/"));
  return new Map(paths.map((path) => [path, workspace.read(path)]));
}

/** What is created once, and then stays as it is, is to be created again. */
function changeTo(workspace: Workspace, version: string): void {
  workspace.write("platform.yaml", version);
  if (workspace.has("out/.env")) workspace.remove("out/.env");
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return JSON.stringify([...a]) === JSON.stringify([...b]);
}

function isTemporary(path: string): boolean {
  return /\.varai-gen-\d+$/.test(path);
}

/** Runs varai-gen and kills it so many milliseconds after it began to write. The result is how long it wrote. */
async function runUntil(workspace: Workspace, milliseconds: number): Promise<number> {
  // The folder of the output changes with the first file that is written beside its place.
  const writtenAt = (): bigint =>
    statSync(workspace.path("out"), { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? 0n;
  const before = writtenAt();
  const child = spawn(process.execPath, [command], { cwd: workspace.folder, stdio: "ignore" });
  const end = once(child, "exit");
  let hasEnded = false;
  child.once("exit", () => {
    hasEnded = true;
  });
  while (!hasEnded && writtenAt() === before) await setImmediate();
  const start = performance.now();
  while (!hasEnded && performance.now() - start < milliseconds) await setImmediate();
  const duration = performance.now() - start;
  child.kill("SIGKILL");
  await end;
  return duration;
}

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}

/** The same numbers in every run: a linear congruential generator (Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test.run();
