import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { compile } from "../../compiler/compile.ts";
import { sourceAt } from "../support/sources.ts";

/** Which application plays each service that is built. */
const players: Readonly<Record<string, string>> = {
  analytics: "python",
  api: "python",
  auth: "auth",
  frontend: "frontend",
  recommendation: "python",
  "virtual-try-on": "python",
};

/** Something that no image may hold: it is put where the build context might find it. */
export const planted = "planted-e7c1f2";

const temptations = [".env", "recommendation/.env", "recommendation/tls.key", "auth/src/.env", "auth/src/server.pem"];

/** The repository of a platform: what varai-gen wrote, the applications beside it, and the settings of `.env`. */
export function fillWorkFolder(folder: string, generated: string, apps: string): void {
  const isWritten = (path: string): boolean => !path.endsWith("/.env");
  cpSync(generated, folder, { recursive: true, filter: isWritten });
  for (const [service, app] of Object.entries(players)) {
    const isSource = (path: string): boolean => !/\/(node_modules|__pycache__)$/.test(path);
    cpSync(`${apps}/${app}`, `${folder}/${service}`, { recursive: true, filter: isSource });
  }
  for (const path of temptations) writeFileSync(`${folder}/${path}`, `PLANTED=${planted}\n`);
  const settings = readFileSync(`${folder}/.env.example`, "utf8");
  writeFileSync(`${folder}/.env`, settings.replace(/^(\w+)=$/gm, "$1=https://$1.example/") + `PLANTED=${planted}\n`);
  const mocks = `${folder}/tests/mocks/payments`;
  if (existsSync(mocks)) throw new Error(`${mocks} is there already`);
  mkdirSync(mocks, { recursive: true });
  writeFileSync(`${mocks}/any.json`, '{ "request": { "urlPattern": ".*" }, "response": { "status": 200 } }\n');
}

/** Compiles a specification of the repository into a folder, beside a copy of what is next to it. */
export async function compileInto(folder: string, repository: string, spec: string): Promise<void> {
  cpSync(`${repository}/${dirname(spec)}`, folder, { recursive: true });
  const { files } = await compile(sourceAt(spec));
  for (const { path, text, mode } of files) {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text, { mode });
  }
}
