import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { promisify } from "node:util";
import { root } from "./files.ts";

// npm run build; with --programs, the declarations of the library are left out.
const { writeAssets } = await import("./assets.ts");
writeAssets();
rmSync(`${root}dist`, { recursive: true, force: true });
await Promise.all([writePrograms(), ...(process.argv.includes("--programs") ? [] : [writeDeclarations()])]);

async function writePrograms(): Promise<void> {
  const { bundle } = await import("./bundle.ts");
  await bundle();
  const { writeCodeCache } = await import("./write-code-cache.ts");
  writeCodeCache();
}

/** Writes the declarations of the library. Throws what the compiler prints if there is an error. */
async function writeDeclarations(): Promise<void> {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const project = promisify(execFile)(process.execPath, [compiler, "--project", "tsconfig.types.json"], { cwd: root });
  await project.catch(({ stdout }: { stdout: string }) => {
    throw new Error(stdout);
  });
}
