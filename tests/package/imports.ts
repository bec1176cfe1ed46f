import { root } from "../support/sources.ts";
import type { Bench } from "./bench.ts";
import type { Check } from "./check.ts";

const use = `import { check, compile, type Diagnostic, type OutputFile, type SpecSource } from "varai-gen";
export async function use(read: SpecSource["read"]): Promise<unknown[]> {
  const { files, diagnostics } = await compile({ path: "platform.yaml", read });
  const found: readonly Diagnostic[] = diagnostics;
  const { files: checked } = await check({ path: "platform.yaml", read }, { read });
  const names: string[] = files.map((file: OutputFile) => file.path);
  return [found.length, names.includes("docker-compose.dev.yml"), checked.length > 0];
}
`;

const read = "(path) => (existsSync(path) ? readFileSync(path) : undefined)";

const main = `import { existsSync, readFileSync } from "node:fs";
import { use } from "./out/use.js";
console.log(...(await use(${read})));
`;

const commonJs = `const { compile } = require("varai-gen");
const { existsSync, readFileSync } = require("node:fs");
compile({ path: "platform.yaml", read: ${read} }).then(({ files }) => console.log(files.length > 0));
`;

/** Compilers of TypeScript: the oldest supported major version, and the one of this repository. */
const compilers: Readonly<Record<string, (bench: Bench) => string>> = {
  "TypeScript 5": (bench) => `${bench.tools}/node_modules/typescript5/bin/tsc`,
  "TypeScript 7": () => `${root}node_modules/typescript/bin/tsc`,
};

/** Module systems: `module`, `moduleResolution` and the `type` of package.json. */
const modules = [
  { module: "node16", resolution: "node16", type: "module" },
  { module: "esnext", resolution: "bundler", type: "module" },
  { module: "nodenext", resolution: "nodenext", type: "commonjs" },
] as const;

/** The library in TypeScript, in every module system, and in CommonJS on every release of Node. */
export const imports: readonly Check[] = [
  ...Object.entries(compilers).flatMap(([name, compilerOf]) =>
    modules.map(({ module, resolution, type }) => ({
      name: `${name} imports it with module ${module}, resolution ${resolution} and type ${type}`,
      run: async (bench: Bench) => {
        const scratch = await bench.shop(`${name} ${module}`);
        scratch.write("package.json", `{ "name": "shop", "private": true, "type": "${type}" }\n`);
        scratch.write("use.ts", use);
        scratch.write("main.mjs", main);
        const compilerOptions = {
          ...{ module, moduleResolution: resolution, target: "es2022", lib: ["es2022"], types: [] },
          ...{ strict: true, skipLibCheck: false, rootDir: ".", outDir: "out" },
        };
        scratch.write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["use.ts"] }));
        await scratch.ok(`node '${compilerOf(bench)}' --project .`);
        await scratch.ends(0, "node main.mjs", "0 true true");
      },
    })),
  ),
  ...([20, 22, 24] as const).map((node) => ({
    name: `CommonJS on Node ${node} requires it`,
    run: async (bench: Bench) => {
      const scratch = await bench.shop(`require ${node}`, { node, npm: node === 20 ? 10 : 12 });
      scratch.write("use.cjs", commonJs);
      await scratch.ends(0, "node use.cjs", "true");
    },
  })),
];
