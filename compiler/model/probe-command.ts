import type { Probe } from "./service.ts";

/** A program of an image with which a container can ask itself. */
export type Prober = "python" | "node" | "wget" | "bash" | "none";

/** The command that asks a probe's question in the container, without curl; undefined where nothing could ask it. */
export function probeCommand(probe: Probe, prober: Prober): readonly string[] | undefined {
  const { question, timeout } = probe;
  if (question.kind === "command") return question.command;
  const { number, protocol } = question.port;
  // HTTP/2 without TLS and gRPC are spoken by none of these programs; that the port accepts has to do.
  const asksHttp = question.kind === "http" && (protocol === "http" || protocol === "https");
  if (!asksHttp) return tcpCommand(number, timeout, prober);
  return httpCommand(`${protocol}://127.0.0.1:${number}${question.path}`, timeout, prober);
}

function httpCommand(url: string, timeout: number, prober: Prober): readonly string[] | undefined {
  const isTls = url.startsWith("https:");
  switch (prober) {
    case "python": {
      const context = isTls ? ", context=ssl._create_unverified_context()" : "";
      const modules = isTls ? "ssl, urllib.request" : "urllib.request";
      return [
        "python",
        "-c",
        `import ${modules}; urllib.request.urlopen(${quoted(url)}, timeout=${timeout}${context})`,
      ];
    }
    case "node": {
      const trust = isTls ? "process.env.NODE_TLS_REJECT_UNAUTHORIZED = 0; " : "";
      return [
        "node",
        "-e",
        `${trust}fetch(${quoted(url)}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
      ];
    }
    case "wget":
      return ["wget", "-q", ...(isTls ? ["--no-check-certificate"] : []), "-O", "/dev/null", url];
    case "bash":
      return isTls ? tcpCommand(Number(new URL(url).port), timeout, prober) : ["bash", "-c", bashRequest(url, timeout)];
    case "none":
      return undefined;
  }
}

/** Bash opens connections itself (https://www.gnu.org/software/bash/manual/html_node/Redirections.html). */
function bashRequest(url: string, timeout: number): string {
  const { hostname, port, pathname, search } = new URL(url);
  const request = `GET ${pathname}${search} HTTP/1.0\\r\\nHost: ${hostname}\\r\\n\\r\\n`;
  return [
    `exec 3<>/dev/tcp/${hostname}/${port}`,
    `printf '${request.replaceAll("'", "%27").replaceAll("%", "%%")}' >&3`,
    `read -r -t ${timeout} _ status _ <&3`,
    "[[ $status == [23]?? ]]",
  ].join(" && ");
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
