import { notShown } from "./authorize.ts";
import { type HttpResponse, retryAfter } from "./http.ts";
import { digestOf, isDigest, platformsOfConfig, readManifest } from "./manifest.ts";
import type { Reference } from "./reference.ts";
import { Unresolved } from "./unresolved.ts";

/** An image to resolve. */
export interface Wanted {
  readonly image: string;
  /** Its digests in lock files. */
  readonly known: readonly string[];
  /** The platforms that it must support. */
  readonly platforms: readonly string[];
}

/** A verified digest. */
export interface Found {
  readonly digest: string;
  /** Wanted platforms that it does not support. */
  readonly missingPlatforms: readonly string[];
}

/** A repository of a registry. */
export interface Repository {
  readonly host: string;
  send(method: "GET" | "HEAD", path: string): Promise<HttpResponse>;
}

/**
 * Resolves a tag: first with HEAD, which does not count against pull limits, then by fetching the manifest by its digest and
 * verifying the hash. A digest that is in a lock file already was verified before.
 */
export async function findDigest(wanted: Wanted, reference: Reference, repository: Repository): Promise<Found> {
  const named = await digestOfTag(reference, repository);
  if (named !== undefined && wanted.known.includes(named) && wanted.platforms.length <= 1) {
    return { digest: named, missingPlatforms: [] };
  }
  const { host } = repository;
  const answer = await repository.send("GET", `manifests/${named ?? reference.tag}`);
  if (answer.status !== 200) throw problemOf(answer, reference, host);
  const digest = await digestOf(answer.body);
  const promised = [named, answer.headers.get("docker-content-digest")].filter((text) => isDigest(text));
  if (promised.some((text) => text !== digest)) {
    throw new Unresolved(`the manifest from ${host} does not match its digest`);
  }
  const platforms = await platformsOf(answer.body, repository);
  const missingPlatforms = platforms && wanted.platforms.filter((platform) => !platforms.includes(platform));
  return { digest, missingPlatforms: missingPlatforms ?? [] };
}

/** The digest of a tag from a HEAD request; undefined if the registry does not support that. */
async function digestOfTag(reference: Reference, { host, send }: Repository): Promise<string | undefined> {
  const answer = await send("HEAD", `manifests/${reference.tag}`);
  if ([400, 405, 501].includes(answer.status)) return undefined;
  if (answer.status !== 200) throw problemOf(answer, reference, host);
  const named = answer.headers.get("docker-content-digest") ?? undefined;
  if (named === undefined || isDigest(named)) return named;
  throw new Unresolved(`${host} returns a digest that is not SHA-256`);
}

/** The platforms of an image; undefined if unknown. */
async function platformsOf(manifest: Uint8Array, repository: Repository): Promise<readonly string[] | undefined> {
  const contents = readManifest(manifest);
  if (!contents) throw new Unresolved(`${repository.host} has no image there, or one in an outdated format`);
  const platforms = "platforms" in contents ? contents.platforms : await platformsOfSingle(contents.config, repository);
  return platforms.length > 0 ? platforms : undefined;
}

/** The platform of a single-platform image. Failures are ignored, because the digest is valid without it. */
async function platformsOfSingle(config: string, { send }: Repository): Promise<readonly string[]> {
  try {
    const { status, body } = await send("GET", `blobs/${config}`);
    return status === 200 && (await digestOf(body)) === config ? platformsOfConfig(body) : [];
  } catch (error) {
    if (error instanceof Unresolved) return [];
    throw error;
  }
}

/** The problem behind an error response. */
function problemOf({ status, headers }: HttpResponse, { repository, tag }: Reference, host: string): Unresolved {
  if (status === 404) return new Unresolved(`${host} has no tag ${tag} of ${repository}`);
  if (status === 403) return notShown(host, repository);
  if (status !== 429) return new Unresolved(`${host} responds with status ${status}`);
  const wait = retryAfter(headers);
  const when = wait === undefined ? "try again later" : `try again in ${Math.ceil(wait / 1000)} s`;
  return new Unresolved(
    `${host} limits the number of requests; ${when}, or log in with 'docker login' for a higher limit`,
  );
}
