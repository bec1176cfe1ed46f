import { dirname } from "node:path";
import type { Job, Tree } from "./checker.ts";
import { makeCertificate, type Placed } from "./sandbox.ts";
import { textOf } from "./trees.ts";
import type { Workshop } from "./workshop.ts";

/** Where nginx looks for its configuration in an image. */
export const nginxConfig = "/etc/nginx/nginx.conf";

/** What a container with this configuration has: the files of the image, certificates, names of other containers. */
export async function nginxContainer(job: Job, tree: Tree, workshop: Workshop): Promise<ReadonlyMap<string, Placed>> {
  const text = textOf(tree, job.subject);
  const files = new Map<string, Placed>([
    [nginxConfig, { text }],
    ["/etc/nginx/mime.types", { copyOf: `${workshop.toolbox.prefixOf("nginx")}/deb/etc/nginx/mime.types` }],
    ["/etc/hosts", { text: `127.0.0.1 localhost ${hostsIn(text).join(" ")}\n` }],
  ]);
  const named = (directive: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^\\s*${directive} (/\\S+);`, "gm"))].map(([, path = ""]) => path);
  const [certificates, keys] = [named("ssl_certificate"), named("ssl_certificate_key")];
  if (certificates.length > 0) {
    const made = await makeCertificate(workshop);
    for (const path of certificates) files.set(path, { copyOf: made.certificate });
    for (const path of keys) files.set(path, { copyOf: made.key });
  }
  for (const [, path = ""] of text.matchAll(/^\s*(?:auth_basic_user_file|ssl_\w+_certificate) (\/\S+);/gm)) {
    if (!files.has(path)) throw new Error(`${path}, in ${dirname(path)}, is not known here`);
  }
  return files;
}

/** The hosts that a configuration passes requests to. */
function hostsIn(text: string): readonly string[] {
  const hosts = [...text.matchAll(/\bhttps?:\/\/([a-z0-9.-]+)|^\s*server ([a-z0-9.-]+):\d+/gm)];
  return [...new Set(hosts.map(([, host, server]) => host ?? server ?? ""))].sort();
}
