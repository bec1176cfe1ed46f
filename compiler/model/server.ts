import type { ServerSpec } from "../spec/spec.ts";
import { parseSeconds } from "./quantity.ts";

/** The commands that an application server stands for. */
export interface ServerCommands {
  readonly start: readonly string[];
  /** With reload on change. */
  readonly develop: readonly string[];
}

/** The commands of a Python application server that listens on `port`. */
export function serverCommands(server: ServerSpec, port: number): ServerCommands {
  const uvicorn = ["uvicorn", server.application, "--host", "0.0.0.0", "--port", String(port)];
  const develop = [...uvicorn, "--reload"];
  if (server.name === "uvicorn") {
    return { start: server.workers > 1 ? [...uvicorn, "--workers", String(server.workers)] : uvicorn, develop };
  }
  const gunicorn = ["gunicorn", server.application, "--bind", `0.0.0.0:${port}`];
  const workerClass = server.interface === "asgi" ? ["--worker-class", "uvicorn.workers.UvicornWorker"] : [];
  const start = [
    ...gunicorn,
    ...["--workers", String(server.workers)],
    ...workerClass,
    ...["--timeout", String(parseSeconds(server.timeout))],
    // Heartbeats go to memory: the root file system is read-only, and a slow disk would look like a dead worker.
    ...["--worker-tmp-dir", "/dev/shm"],
    ...["--access-logfile", "-"],
  ];
  return { start, develop: server.interface === "asgi" ? develop : [...gunicorn, "--reload"] };
}
