// A registry of images in this process: the part of the OCI distribution specification that pulling a tag takes, with
// every way to refuse.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the registry was sent. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly accept: string;
  /** What was posted. */
  readonly body: string;
}

/** Answers a request in a way of its own, or leaves it to the registry by returning false. */
export type Whim = (request: Asked, response: ServerResponse) => boolean;

/** Who may ask, and how: anybody, with a user and a password, or with a token that the service at /token gives. */
export type Gate = "open" | "basic" | "bearer";

export const indexType = "application/vnd.oci.image.index.v1+json";
export const imageType = "application/vnd.oci.image.manifest.v1+json";

/** The only user, and the token that stands for a login. */
export const user = { name: "alice", password: "correct horse: battery", identity: "identity-of-alice" };
const tokenOf = (scope: string): string => `token-for-${Buffer.from(scope).toString("base64url")}`;

interface Stored {
  readonly type: string;
  readonly bytes: Buffer;
}

export class Registry {
  /** Every request, in the order in which they came. */
  readonly asked: Asked[] = [];
  gate: Gate = "open";
  whim: Whim = () => false;
  readonly #server: Server;
  readonly #manifests = new Map<string, Stored>();
  readonly #blobs = new Map<string, Buffer>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts a registry on a port of this machine that was free. */
  static async start(): Promise<Registry> {
    const server = createServer((request, response) => void registry.#answer(request, response));
    const registry = new Registry(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return registry;
  }

  /** `127.0.0.1:41234` */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Keeps bytes under a tag and under their digest, which is the result. */
  put(repository: string, tag: string, type: string, content: string): string {
    const stored = { type, bytes: Buffer.from(content) };
    const digest = digestOf(stored.bytes);
    this.#manifests.set(`${repository}:${tag}`, stored).set(`${repository}:${digest}`, stored);
    return digest;
  }

  /** Keeps an image for several platforms. What it holds makes its digest. */
  putIndex(repository: string, tag: string, content = "", platforms = ["linux/amd64", "linux/arm64"]): string {
    const manifests = platforms.map((platform) => ({
      mediaType: imageType,
      size: 2,
      digest: digestOf(Buffer.from(`${repository} ${platform} ${content}`)),
      platform: { os: platform.split("/")[0], architecture: platform.split("/")[1] },
    }));
    return this.put(repository, tag, indexType, JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
  }

  /** Keeps an image for one platform, which stands in its configuration. */
  putImage(repository: string, tag: string, platform = "linux/amd64"): string {
    const [os, architecture] = platform.split("/");
    const config = Buffer.from(JSON.stringify({ os, architecture, config: {} }));
    this.#blobs.set(digestOf(config), config);
    const described = { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: 2 };
    const manifest = { schemaVersion: 2, mediaType: imageType, config: described, layers: [] };
    return this.put(repository, tag, imageType, JSON.stringify(manifest));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const { authorization, accept = "" } = headers;
    const asked = { method, url, authorization, accept, body };
    this.asked.push(asked);
    if (this.whim(asked, response)) return;
    const { pathname, searchParams } = new URL(url, "http://registry");
    if (pathname === "/token") this.#giveToken(asked, searchParams, response);
    else if (this.#isAllowed(asked, pathname)) this.#give(asked, pathname, response);
    else response.writeHead(401, { "www-authenticate": this.#challenge(pathname) }).end();
  }

  #give({ method, accept }: Asked, path: string, response: ServerResponse): void {
    const [, repository = "", kind, reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(path) ?? [];
    const blob = kind === "blobs" ? this.#blobs.get(reference) : undefined;
    const manifest = kind === "manifests" ? this.#manifests.get(`${repository}:${reference}`) : undefined;
    const found = blob ? { type: "application/octet-stream", bytes: blob } : manifest;
    if (!found || !(accept.includes(found.type) || accept === "*/*")) response.writeHead(404).end();
    else {
      const digest = digestOf(found.bytes);
      response.writeHead(200, { "content-type": found.type, "docker-content-digest": digest });
      response.end(method === "HEAD" ? undefined : found.bytes);
    }
  }

  #isAllowed({ authorization }: Asked, path: string): boolean {
    if (this.gate === "open") return true;
    if (this.gate === "basic") return authorization === basic();
    return authorization === `Bearer ${tokenOf(scopeOf(path))}`;
  }

  #challenge(path: string): string {
    if (this.gate === "basic") return 'Basic realm="registry"';
    return `Bearer realm="http://${this.host}/token",service="registry, of images",scope="${scopeOf(path)}"`;
  }

  /** Everybody gets a token, but for those whose password is wrong. */
  #giveToken({ method, authorization, body }: Asked, query: URLSearchParams, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const isKnown = method === "POST" ? form.get("refresh_token") === user.identity : authorization === basic();
    if (!isKnown && (authorization !== undefined || method === "POST")) response.writeHead(401).end();
    else {
      const scope = (method === "POST" ? form : query).get("scope") ?? "";
      const name = method === "POST" ? "access_token" : "token";
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ [name]: tokenOf(scope) }));
    }
  }
}

function basic(): string {
  return `Basic ${Buffer.from(`${user.name}:${user.password}`).toString("base64")}`;
}

function scopeOf(path: string): string {
  return `repository:${/^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(path)?.[1] ?? ""}:pull`;
}

export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
