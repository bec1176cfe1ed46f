import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { type Helper, type Keychain, keychainOf, readJson } from "./credentials.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The credentials that `docker login` stored, in `config.json` or a credential helper. */
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

/** Helpers read a server name and print JSON. Without credentials they print a message and fail. */
function helperIn(env: Env): Helper {
  return (program, server) =>
    new Promise((resolve, reject) => {
      const options = { env: { ...env }, timeout: 30_000, maxBuffer: 1024 * 1024, windowsHide: true };
      const child = execFile(program, ["get"], options, (error, out) => {
        if (!error) resolve(out);
        else if (/credentials not found/i.test(out)) resolve(undefined);
        else reject(new Error(`${program} failed`));
      });
      // The helper may exit before it has read its input.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(server);
    });
}
