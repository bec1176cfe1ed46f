import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { type Helper, type Keychain, keychainOf, readJson } from "./credentials.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The credentials that `docker login` has kept: in `config.json`, or where a helper of Docker has them. */
export function dockerKeychain(env: Env): Keychain {
  const folder = env.DOCKER_CONFIG || `${env.HOME || env.USERPROFILE || homedir()}/.docker`;
  return keychainOf(readJson(readIfThere(`${folder}/config.json`)), helperIn(env));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Helpers read the server's name and write JSON. One that has nothing for the server says so, and fails. */
function helperIn(env: Env): Helper {
  return (program, server) =>
    new Promise((resolve, reject) => {
      const options = { env: { ...env }, timeout: 30_000, maxBuffer: 1024 * 1024, windowsHide: true };
      const child = execFile(program, ["get"], options, (error, out) => {
        if (!error) resolve(out);
        else if (/credentials not found/i.test(out)) resolve(undefined);
        else reject(new Error(`${program} failed`));
      });
      // It may have ended before it has read everything.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(server);
    });
}
