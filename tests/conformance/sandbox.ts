import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExecuteOptions, Outcome } from "./execute.ts";
import type { Workshop } from "./workshop.ts";

/** A file at the place where a container sees it: a copy of one, or a text. */
export type Placed = { readonly copyOf: string } | { readonly text: string };

/** The programs of the machine that it needs. */
export const sandboxNeeds: Readonly<Record<string, string>> = {
  ip: "iproute2",
  mount: "mount",
  openssl: "openssl",
  unshare: "util-linux",
};

/** The folders that sandbox.sh covers. */
const covered = /^\/(etc|run|tmp|var)\//;

const script = fileURLToPath(new URL("./sandbox.sh", import.meta.url));

/**
 * Runs a command that sees files at absolute paths, in a namespace of its own: nothing of this machine changes, and no
 * network is reached. Several can listen on the same port at once.
 */
export async function runWithFiles(
  workshop: Workshop,
  files: ReadonlyMap<string, Placed>,
  command: readonly string[],
  options: Partial<ExecuteOptions> = {},
): Promise<Outcome> {
  const folder = workshop.folder();
  mkdirSync(`${folder}/root`);
  mkdirSync(`${folder}/room`);
  for (const [path, placed] of files) {
    if (!covered.test(path)) throw new Error(`${path} cannot be placed: sandbox.sh covers no such folder`);
    mkdirSync(dirname(`${folder}/root${path}`), { recursive: true });
    if ("copyOf" in placed) copyFileSync(placed.copyOf, `${folder}/root${path}`);
    else writeFileSync(`${folder}/root${path}`, placed.text);
  }
  const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child"];
  return workshop.run("unshare", [...namespaces, "sh", script, folder, ...command], {
    ...options,
    cwd: folder,
    output: folder,
  });
}

/** A certificate for any name, and its key. */
export async function makeCertificate(workshop: Workshop): Promise<{ certificate: string; key: string }> {
  const folder = workshop.folder();
  const [certificate, key] = [`${folder}/certificate`, `${folder}/key`];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-x509", "-days", "2"];
  const { code, err } = await workshop.run(
    "openssl",
    ["req", ...kind, "-subj", "/CN=conformance", "-keyout", key, "-out", certificate],
    { cwd: folder },
  );
  if (code !== 0) throw new Error(`no certificate could be made: ${err}`);
  return { certificate, key };
}
