import { type Bench, changeShop, shop, toolchains } from "./bench.ts";
import type { Check } from "./check.ts";

/** With every release of npm and Node: install the package, generate, check, and check in a clean clone as CI does. */
export const installs: readonly Check[] = toolchains.map((toolchain) => ({
  name: `npm ${toolchain.npm} on Node ${toolchain.node} installs it, and npx runs it`,
  run: async (bench: Bench) => {
    const scratch = bench.scratch(`install-${toolchain.node}-${toolchain.npm}`, toolchain);
    await scratch.ends(0, "node --version", `v${toolchain.node}.`);
    await scratch.ends(0, "npm --version", `${toolchain.npm}.`);
    scratch.write("package.json", '{ "name": "shop", "private": true }\n');
    scratch.write("platform.yaml", shop);
    const installed = await scratch.ok("npm install --save-dev varai-gen");
    if (/script|EBADENGINE|deprecated/i.test(installed)) throw new Error(`npm install warns:\n${installed}`);
    await scratch.ends(0, "npx varai-gen", "4 created");
    await scratch.ends(0, "npx varai-gen check", "3 files are up to date");
    changeShop(scratch);
    await scratch.ends(1, "npx varai-gen check", "stale", "Run: npx varai-gen");
    await scratch.ends(0, "npx varai-gen", "updated");
    await scratch.ok("rm -rf node_modules", "npm ci --ignore-scripts", "npx --no-install varai-gen check");
  },
}));
