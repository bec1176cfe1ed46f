/** Where a registry is asked: the start of every address, and what stands before the names of its repositories. */
export interface Address {
  /** `https://ghcr.io` */
  readonly origin: string;
  /** `ghcr.io`, as messages and credentials name it. */
  readonly host: string;
  /** `dockerhub-proxy/`, or empty. */
  readonly prefix: string;
}

/** Another registry that is asked in place of one, or of all. */
export interface Mirror {
  /** The registry that it stands in for; undefined: every one that has no mirror of its own. */
  readonly registry: string | undefined;
  readonly address: Address;
}

/** The address of a registry that images name, such as `ghcr.io` or `localhost:5000`. */
export function addressOf(registry: string): Address {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  return { origin: `${isLoopback(host) ? "http" : "https"}://${host}`, host, prefix: "" };
}

/** `[registry=]address[/path]`, or undefined when it is something else. Without encryption only this machine is asked. */
export function parseMirror(text: string): Mirror | undefined {
  const [, registry, scheme, host = "", path = ""] =
    /^(?:([\w.:[\]-]+)=)?(?:(https?):\/\/)?([\w.-]+(?::\d{1,5})?|\[[\da-f:]+\](?::\d{1,5})?)((?:\/[\w.-]+)*)\/?$/i.exec(
      text,
    ) ?? [];
  if (host === "" || (scheme === "http" && !isLoopback(host))) return undefined;
  const origin = `${scheme ?? (isLoopback(host) ? "http" : "https")}://${host}`;
  const prefix = path === "" ? "" : `${path.slice(1)}/`;
  return URL.canParse(origin) ? { registry, address: { origin, host, prefix } } : undefined;
}

/** Whether a host, with or without a port, is this machine, so that nothing can listen on the way. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);
}

/** Whether what is sent to an address can be read on the way to it. */
export function isPrivate(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.host));
}
