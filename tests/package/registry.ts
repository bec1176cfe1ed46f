import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A running registry. */
export interface Registry {
  readonly url: string;
  close(): void;
}

/**
 * A registry on the loopback interface. It publishes one tarball, as the registry of npm would, and redirects requests for
 * other packages to `upstream`, a URL.
 */
export async function startRegistry(tarball: string, packageJson: string, upstream: string): Promise<Registry> {
  const content = readFileSync(tarball);
  const manifest = JSON.parse(packageJson) as { readonly name: string; readonly version: string };
  const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`;
  let url = "";
  const server: Server = createServer((request, response) => {
    response.setHeader("cache-control", "no-store");
    if (request.url === `/${manifest.name}`) {
      const dist = { tarball: `${url}${manifest.name}.tgz`, integrity };
      const versions = { [manifest.version]: { ...manifest, dist } };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ name: manifest.name, "dist-tags": { latest: manifest.version }, versions }));
    } else if (request.url === `/${manifest.name}.tgz`) {
      response.end(content);
    } else {
      response.writeHead(302, { location: upstream.replace(/\/$/, "") + request.url });
      response.end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.close() };
}
