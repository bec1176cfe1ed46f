import type { Probe } from "./service.ts";

/** A program of an image with which a container can check itself. */
export type Prober = "python" | "node" | "wget" | "bash" | "none";

/** The command that runs a probe in the container, without curl; undefined if the image has no program for it. */
export function probeCommand(probe: Probe, prober: Prober): readonly string[] | undefined {
  const { handler, timeout } = probe;
  if (handler.kind === "command") return handler.command;
  const { number, protocol } = handler.port;
  if (handler.kind === "grpc" && (prober === "node" || prober === "python")) {
    return grpcCommand({ port: number, service: handler.service, timeout }, prober);
  }
  // None of the others speaks gRPC, or HTTP/2 without TLS; they check that the port accepts connections.
  const isHttp = handler.kind === "http" && (protocol === "http" || protocol === "https");
  if (!isHttp) return tcpCommand(number, timeout, prober);
  const url = `${protocol}://127.0.0.1:${number}${handler.path}`;
  return httpCommand({ url, headers: Object.entries(handler.headers), timeout }, prober);
}

/** An HTTP request that succeeds with a status from 200 to 399. The timeout is in seconds. */
interface HttpRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly timeout: number;
}

function httpCommand({ url, headers, timeout }: HttpRequest, prober: Prober): readonly string[] | undefined {
  const isTls = url.startsWith("https:");
  const map = `{${headers.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(", ")}}`;
  switch (prober) {
    case "python": {
      const context = isTls ? ", context=ssl._create_unverified_context()" : "";
      const modules = isTls ? "ssl, urllib.request" : "urllib.request";
      const request = headers.length > 0 ? `urllib.request.Request(${quoted(url)}, headers=${map})` : quoted(url);
      return ["python", "-c", `import ${modules}; urllib.request.urlopen(${request}, timeout=${timeout}${context})`];
    }
    case "node": {
      const trust = isTls ? "process.env.NODE_TLS_REJECT_UNAUTHORIZED = 0; " : "";
      return [
        "node",
        "-e",
        `${trust}fetch(${quoted(url)}${headers.length > 0 ? `, { headers: ${map} }` : ""}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
      ];
    }
    case "wget": {
      const options = headers.flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
      return ["wget", "-q", ...(isTls ? ["--no-check-certificate"] : []), ...options, "-O", "/dev/null", url];
    }
    case "bash":
      if (isTls) return tcpCommand(Number(new URL(url).port), timeout, prober);
      return ["bash", "-c", bashRequest({ url, headers, timeout })];
    case "none":
      return undefined;
  }
}

/** Bash opens connections itself (https://www.gnu.org/software/bash/manual/html_node/Redirections.html). */
function bashRequest({ url, headers, timeout }: HttpRequest): string {
  const { hostname, port, pathname, search } = new URL(url);
  const lines = [`Host: ${hostname}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const request = [`GET ${pathname}${search} HTTP/1.0`, ...lines]
    .join("\n")
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\047");
  return [
    `exec 3<>/dev/tcp/${hostname}/${port}`,
    `printf '${request.replaceAll("%", "%%").replaceAll("\n", "\\r\\n")}\\r\\n\\r\\n' >&3`,
    `read -r -t ${timeout} _ status _ <&3`,
    "[[ $status == [23]?? ]]",
  ].join(" && ");
}

/** A call of `grpc.health.v1.Health/Check`. The timeout is in seconds. */
interface GrpcCall {
  readonly port: number;
  readonly service: string | undefined;
  readonly timeout: number;
}

/**
 * Calls the health service with a message written by hand (https://protobuf.dev/programming-guides/encoding/), so that no
 * generated code is needed. Node has HTTP/2 built in; a Python program that serves gRPC has `grpcio` installed.
 */
function grpcCommand({ port, service = "", timeout }: GrpcCall, prober: "node" | "python"): readonly string[] {
  // Field 1 of the request is the name of the service, field 1 of the answer the status; 1 is SERVING.
  const request = service === "" ? "" : `0a${hex(service.length)}${[...service].map(codeOf).join("")}`;
  const path = "'/grpc.health.v1.Health/Check'";
  if (prober === "python") {
    const call = `grpc.insecure_channel('127.0.0.1:${port}').unary_unary(${path})`;
    const answer = `${call}(bytes.fromhex('${request}'), timeout=${timeout})`;
    return ["python", "-c", `import grpc; raise SystemExit(${answer} != bytes.fromhex('0801'))`];
  }
  const frame = `00${(request.length / 2).toString(16).padStart(8, "0")}${request}`;
  const headers = `{ ':method': 'POST', ':path': ${path}, 'content-type': 'application/grpc', te: 'trailers' }`;
  const script =
    `const fail = () => process.exit(1); ` +
    `const session = require('http2').connect('http://127.0.0.1:${port}').on('error', fail); ` +
    `session.request(${headers}).on('error', fail).on('end', fail)` +
    `.on('data', (data) => process.exit(data.toString('hex').endsWith('0801') ? 0 : 1)).end(Buffer.from('${frame}', 'hex'))`;
  return ["node", "-e", script];
}

function codeOf(character: string): string {
  return hex(character.charCodeAt(0));
}

/** A byte as two hexadecimal digits. */
function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function tcpCommand(port: number, timeout: number, prober: Prober): readonly string[] | undefined {
  switch (prober) {
    case "python":
      return ["python", "-c", `import socket; socket.create_connection(('127.0.0.1', ${port}), ${timeout})`];
    case "node":
      return [
        "node",
        "-e",
        `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`,
      ];
    case "wget":
      return ["nc", "-z", "127.0.0.1", String(port)];
    case "bash":
      return ["bash", "-c", `exec 3<>/dev/tcp/127.0.0.1/${port}`];
    case "none":
      return undefined;
  }
}

/** A literal of Python and of JavaScript. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
