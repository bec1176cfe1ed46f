import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import type { Azure } from "./azure.ts";

/** A program that asks the server of a test what to do. A program that fails prints to standard error. */
const client = `#!/bin/bash
answer="$({ printf '%s\\0' "\${0##*/}" "$@"; printf '\\0'; env -0; } | CURL --silent --data-binary @- "$FAKE_AZURE" && printf x)"
code="\${answer%%$'\\n'*}"
answer="\${answer#*$'\\n'}"
if [[ "$code" == 0 ]]; then printf '%s' "\${answer%x}"; else printf '%s' "\${answer%x}" >&2; fi
exit "$code"
`;

/** Splits what the client sends: words, an empty one, and variables. */
function readRequest(body: string): Request {
  const fields = body.split("\0");
  const end = fields.indexOf("");
  const [program = "", ...args] = fields.slice(0, end);
  const variables = fields.slice(end + 1).map((field) => [field.split("=")[0], field.slice(field.indexOf("=") + 1)]);
  return { program, args, env: Object.fromEntries(variables) };
}

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
      const { program, args: own, env: variables } = readRequest(Buffer.concat(chunks).toString());
      azure.run(program, own, variables).then(
        ({ code, out, err }) => response.end(`${code}\n${code === 0 ? out : err}`),
        (error: unknown) => response.end(`70\n${String(error)}\n`),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    mkdirSync(`${folder}/bin`);
    const curl = execFileSync("which", ["curl"], { encoding: "utf8" }).trim();
    for (const program of ["az", "curl", "docker", "sleep"]) {
      writeFileSync(`${folder}/bin/${program}`, client.replace("CURL", curl), { mode: 0o755 });
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
