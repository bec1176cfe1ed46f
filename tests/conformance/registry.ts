import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { freePort } from "./free-port.ts";
import { startServer, whenReady } from "./server.ts";
import type { Workshop } from "./workshop.ts";

/** A registry of our own, with its images in memory, that wants to know who asks. */
export interface LocalRegistry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  /** The `config.json` of a Docker client that may ask. */
  readonly dockerConfig: string;
  /** Puts an image for these platforms under a tag. The result is the digest that the registry itself gives it. */
  push(repository: string, tag: string, platforms: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const user = { name: "somebody", password: "only-for-this-check" };
const htpasswd = `${user.name}:$2a$05$Nh298fLAzFpssCoXbxYDou002w7GJKxzIrgAUqtb2odT5ENKwUiMC\n`;
const authorization = `Basic ${btoa(`${user.name}:${user.password}`)}`;

const settings = (folder: string, port: number): string => `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { inmemory: {} }
http: { addr: "127.0.0.1:${port}" }
auth: { htpasswd: { realm: registry, path: ${folder}/htpasswd } }
`;

/** Starts a registry that the kernel ends when this process does, and waits until it answers. */
export async function startRegistry(workshop: Workshop): Promise<LocalRegistry> {
  const folder = workshop.folder();
  const host = `127.0.0.1:${await freePort()}`;
  writeFileSync(`${folder}/htpasswd`, htpasswd);
  writeFileSync(`${folder}/registry.yaml`, settings(folder, Number(host.split(":")[1])));
  const server = startServer(workshop, folder, ["registry", "serve", "registry.yaml"], {
    OTEL_TRACES_EXPORTER: "none",
  });
  const isReady = (): Promise<boolean> =>
    fetch(`http://${host}/v2/`).then(
      ({ status }) => status === 401,
      () => false,
    );
  await whenReady([server], isReady);
  const dockerConfig = JSON.stringify({ auths: { [host]: { auth: authorization.replace("Basic ", "") } } });
  return { host, dockerConfig, push: (...image) => pushTo(host, ...image), stop: server.end };
}

const types = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
};

/** Pushes as a client does: blobs, then the manifest of each platform, then the index. */
async function pushTo(host: string, repository: string, tag: string, platforms: readonly string[]): Promise<string> {
  const base = `http://${host}/v2/${repository}`;
  const layer = await pushBlob(base, types.layer, "");
  const manifests: object[] = [];
  for (const platform of platforms) {
    const [os, architecture] = platform.split("/");
    const config = await pushBlob(
      base,
      types.config,
      JSON.stringify({ os, architecture, name: `${repository}:${tag}` }),
    );
    const text = JSON.stringify({ schemaVersion: 2, mediaType: types.manifest, config, layers: [layer] });
    const digest = await put(`${base}/manifests/${digestOf(text)}`, types.manifest, text);
    manifests.push({ mediaType: types.manifest, digest, size: text.length, platform: { os, architecture } });
  }
  const index = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests });
  return put(`${base}/manifests/${tag}`, types.index, index);
}

async function pushBlob(base: string, mediaType: string, text: string): Promise<object> {
  const started = await send(`${base}/blobs/uploads/`, { method: "POST" });
  const place = new URL(started.headers.get("location") ?? "", base);
  place.searchParams.set("digest", digestOf(text));
  const digest = await put(place.href, "application/octet-stream", text);
  return { mediaType, digest, size: text.length };
}

async function put(url: string, type: string, body: string): Promise<string> {
  const { headers } = await send(url, { method: "PUT", body, headers: { "content-type": type } });
  return headers.get("docker-content-digest") ?? "";
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, headers: { ...init.headers, authorization } });
  const said = await response.text();
  if (!response.ok) throw new Error(`${init.method} ${url}: ${response.status} ${said}`);
  return response;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
