// The command that checks a gRPC server inside a container of Node, run against a server.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { probeCommand } from "../../../compiler/model/probe-command.ts";

const serving = Buffer.from([0, 0, 0, 0, 2, 8, 1]);
const notServing = Buffer.from([0, 0, 0, 0, 2, 8, 2]);

/** Answers one check, and returns what was requested and the exit code of the check. */
async function check(
  answer: Buffer,
  service: string | undefined,
): Promise<{ path: string; body: Buffer; exit: number }> {
  const requests: { path: string; body: Buffer }[] = [];
  const server = createServer().on("stream", (stream: ServerHttp2Stream, headers) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      requests.push({ path: String(headers[":path"]), body: Buffer.concat(parts) });
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = { name: "grpc", number: (server.address() as AddressInfo).port, protocol: "grpc" } as const;
  const probe = { handler: { kind: "grpc", port, service }, interval: 10, timeout: 3, retries: 3 } as const;
  const [, ...args] = probeCommand(probe, "node") ?? [];
  const exit = await new Promise<number>((resolve) => {
    execFile(process.execPath, args, (error) => resolve(error ? Number(error.code) : 0));
  });
  server.close();
  assert.is(requests.length, 1);
  const [request = { path: "", body: Buffer.alloc(0) }] = requests;
  return { ...request, exit };
}

test("a server that serves is healthy", async () => {
  const { path, body, exit } = await check(serving, undefined);
  assert.is(path, "/grpc.health.v1.Health/Check");
  assert.equal([...body], [0, 0, 0, 0, 0]);
  assert.is(exit, 0);
});

test("the name of a service is part of the request", async () => {
  const { body, exit } = await check(serving, "shop.Cart");
  assert.equal([...body.subarray(0, 7)], [0, 0, 0, 0, 11, 0x0a, 9]);
  assert.is(body.subarray(7).toString(), "shop.Cart");
  assert.is(exit, 0);
});

test("a server that does not serve is unhealthy, and so is one that is gone", async () => {
  assert.is((await check(notServing, undefined)).exit, 1);
  const port = { name: "grpc", number: 1, protocol: "grpc" } as const;
  const probe = { handler: { kind: "grpc", port, service: undefined }, interval: 10, timeout: 3, retries: 3 } as const;
  const [, ...args] = probeCommand(probe, "node") ?? [];
  const error = await new Promise<unknown>((resolve) =>
    execFile(process.execPath, args, (failure) => resolve(failure)),
  );
  assert.is((error as { readonly code?: unknown }).code, 1);
});

test.run();
