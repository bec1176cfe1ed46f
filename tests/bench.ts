// Prints how long `check` takes beside Node doing nothing. The two are run in turns, so that both meet the same machine.
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { root } from "./support/sources.ts";

const rounds = 15;
const limit = 2.5;
const commands = {
  "node -e 0": ["-e", "0"],
  "varai-gen check": [`${root}dist/varai-gen.cjs`, "check"],
};

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "ignore" });
    times[name]?.push(performance.now() - started);
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
  }
}

const medians = Object.entries(times).map(([name, of]) => ({ name, median: median(of) }));
for (const { name, median } of medians)
  process.stdout.write(`${name.padEnd(16)} ${median.toFixed(1).padStart(7)} ms\n`);
const [nothing, check] = medians;
const ratio = (check?.median ?? 0) / (nothing?.median ?? 1);
process.stdout.write(`${"ratio".padEnd(16)} ${ratio.toFixed(2).padStart(7)}   (aim: at most ${limit})\n`);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
