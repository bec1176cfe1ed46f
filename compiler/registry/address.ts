/** The base URL of a registry, and a prefix for the names of its repositories. */
export interface Address {
  /** `https://ghcr.io` */
  readonly origin: string;
  /** `ghcr.io`, as in messages and credentials. */
  readonly host: string;
  /** `dockerhub-proxy/`, or empty. */
  readonly prefix: string;
}

/** A mirror of one registry or of all. */
export interface Mirror {
  /** The registry that it mirrors; undefined for all registries without a separate mirror. */
  readonly registry: string | undefined;
  readonly address: Address;
}

/** The address of the registry in an image name, such as `ghcr.io` or `localhost:5000`. */
export function addressOf(registry: string): Address {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  return { origin: `${isLoopback(host) ? "http" : "https"}://${host}`, host, prefix: "" };
}

/** Parses `[registry=]address[/path]`; undefined if it is invalid. Plain HTTP is allowed only for the loopback address. */
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

/** Whether a host, with or without a port, is a loopback address. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);
}

/** Whether requests to a URL cannot be read in transit. */
export function isPrivate(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.host));
}
