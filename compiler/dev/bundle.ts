import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { hashOf } from "../output/folder.ts";
import { root } from "./files.ts";

/**
 * commander loads node:child_process for subcommands in separate programs, which varai-gen does not have; loading it takes
 * time. The code that runs credential helpers loads it on demand.
 */
const withoutProcesses: Plugin = {
  name: "without-processes",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("/node_modules/commander/") ? { path: `${root}compiler/dev/nothing.ts` } : undefined,
    );
  },
};

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  charset: "ascii",
  metafile: true,
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  target: "es2023",
};

/** Writes the command, its launcher and the library to `dist/`. */
export async function bundle(): Promise<void> {
  const command = await build({
    ...common,
    entryPoints: ["compiler/cli.ts"],
    outfile: "dist/main.cjs",
    format: "cjs",
    platform: "node",
    plugins: [withoutProcesses],
  });
  await build({
    ...common,
    entryPoints: ["compiler/launch.ts"],
    outfile: "dist/varai-gen.cjs",
    format: "cjs",
    platform: "node",
    banner: { js: "#!/usr/bin/env node" },
    define: { build: JSON.stringify(hashOf(readFileSync(`${root}dist/main.cjs`))) },
  });
  const library = await build({
    ...common,
    entryPoints: ["compiler/index.ts"],
    outfile: "dist/index.js",
    format: "esm",
    platform: "browser",
  });
  chmodSync(`${root}dist/varai-gen.cjs`, 0o755);
  writeFileSync(`${root}dist/THIRD-PARTY-LICENSES.txt`, licensesOf([command.metafile, library.metafile]));
  linkCommand();
}

/** The licences of all bundled packages. */
function licensesOf(metafiles: readonly (Metafile | undefined)[]): string {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile?.inputs ?? {}));
  const packages = new Set(inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  return [...packages]
    .sort()
    .map((name) => {
      const folder = `${root}node_modules/${name}/`;
      const { version, license } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
      return `${name} ${version} (${license})\n\n${licenseText(folder)}`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenseText(folder: string): string {
  for (const name of ["LICENSE", "LICENSE.md", "license", "LICENCE"]) {
    try {
      return readFileSync(`${folder}${name}`, "utf8");
    } catch {
      // The file name differs between packages.
    }
  }
  return "";
}

/** Lets `npx varai-gen` find the command in this repository, in which it is not installed as a dependency. */
function linkCommand(): void {
  const folder = `${root}node_modules/.bin`;
  mkdirSync(folder, { recursive: true });
  rmSync(`${folder}/varai-gen`, { force: true });
  symlinkSync("../../dist/varai-gen.cjs", `${folder}/varai-gen`);
}
