import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import type { Azure } from "./azure.ts";

/** A program that asks the server of a test what to do. */
const client = `
const [, , program, ...args] = process.argv;
const body = JSON.stringify({ program, args, env: process.env });
const { code, out, err } = await (await fetch(process.env.FAKE_AZURE, { method: "POST", body })).json();
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
`;

/** A run of a script. */
export interface Run {
  readonly code: number;
  readonly text: string;
}

interface Request {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a script with programs that act on `azure` instead of the real ones. */
export async function runWith(
  azure: Azure,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Run> {
  const folder = mkdtempSync(`${tmpdir()}/varai-gen-azure-`);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { program, args: own, env: variables } = JSON.parse(Buffer.concat(chunks).toString()) as Request;
      azure.run(program, own, variables).then(
        (result) => response.end(JSON.stringify(result)),
        (error: unknown) => response.end(JSON.stringify({ code: 70, out: "", err: `${String(error)}\n` })),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    mkdirSync(`${folder}/bin`);
    writeFileSync(`${folder}/client.mjs`, client);
    for (const program of ["az", "curl", "docker", "sleep"]) {
      writeFileSync(
        `${folder}/bin/${program}`,
        `#!/bin/sh
exec "${process.execPath}" "${folder}/client.mjs" ${program} "$@"
`,
        { mode: 0o755 },
      );
    }
    const FAKE_AZURE = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const PATH = `${folder}/bin:${process.env.PATH}`;
    return await new Promise<Run>((resolve) => {
      const child = spawn("bash", [script, ...args], { env: { PATH, FAKE_AZURE, TMPDIR: folder, ...env } });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (data: Buffer) => {
          text += data;
        });
      }
      child.on("close", (code) => resolve({ code: code ?? 1, text }));
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
