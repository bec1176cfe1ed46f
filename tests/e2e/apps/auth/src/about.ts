import { accessSync, constants, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";

export function about(setting: (name: string) => string): unknown {
  const status = new Map(
    readFileSync("/proc/self/status", "utf8")
      .split("\n")
      .map((line) => line.split(":\t") as [string, string]),
  );
  const names = Object.keys(process.env).filter((name) => name.endsWith("_FILE"));
  return {
    user: `${process.getuid?.()}:${process.getgid?.()}`,
    groups: status.get("Groups")?.split(" ").filter(Boolean),
    capabilities: Object.fromEntries(
      ["CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd"].map((name) => [name, status.get(name)]),
    ),
    noNewPrivileges: status.get("NoNewPrivs") === "1",
    environment: process.env,
    secrets: Object.fromEntries(names.map((name) => [name, setting(name.replace(/_FILE$/, ""))])),
  };
}

/** Writes a file that can run; says `runs`, `written` or the error. */
export function write(folder: string): string {
  const file = `${folder}/probe`;
  try {
    writeFileSync(file, "#!/bin/sh\n", { mode: 0o700 });
    try {
      accessSync(file, constants.X_OK);
      return "runs";
    } catch {
      return "written";
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    try {
      rmSync(file);
    } catch {}
  }
}

/** Whether a service can be found by its name and answers. */
export function reach(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const done = (result: string) => {
      socket.destroy();
      resolve(result);
    };
    socket.on("connect", () => done("open"));
    socket.on("timeout", () => done("timed out"));
    socket.on("error", (error) => done(error.message));
  });
}
