// Prints how long `check` takes beside Node doing nothing. They are run in turns, so that all meet the same machine.
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { root } from "./support/sources.ts";

const rounds = 15;
const limit = 2.5;
const commands = {
  "node -e 0": ["-e", "0"],
  "varai-gen check": [`${root}dist/varai-gen.cjs`, "check"],
  "check, compiled": [`${root}dist/varai-gen.cjs`, "check", "--spec", "spec/platform.yaml"],
};

// What is checked is up to date, and generate has said so.
const { status: generated } = spawnSync(process.execPath, [`${root}dist/varai-gen.cjs`, "--quiet"], { cwd: root });
if (generated !== 0) throw new Error(`varai-gen ended with ${generated}`);

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "ignore" });
    times[name]?.push(performance.now() - started);
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
  }
}

const nothing = median(times["node -e 0"] ?? []);
for (const [name, of] of Object.entries(times)) {
  const time = median(of);
  process.stdout.write(
    `${name.padEnd(16)} ${time.toFixed(1).padStart(7)} ms ${(time / nothing).toFixed(2).padStart(7)}\n`,
  );
}
process.stdout.write(`The aim is that a check takes at most ${limit} times as long as nothing.\n`);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
