import { notShown } from "./authorize.ts";
import { type Answer, retryAfter } from "./http.ts";
import { digestOf, isDigest, platformsOfConfig, readManifest } from "./manifest.ts";
import type { Reference } from "./reference.ts";
import { Unresolved } from "./unresolved.ts";

/** An image to look for. */
export interface Wanted {
  readonly image: string;
  /** The digests that lock files have for it. */
  readonly known: readonly string[];
  /** The platforms that it has to be there for. */
  readonly platforms: readonly string[];
}

/** A digest of which the registry has shown what it stands for. */
export interface Found {
  readonly digest: string;
  /** The platforms that it is not there for. */
  readonly missingPlatforms: readonly string[];
}

/** A repository of a registry, and how it is asked. */
export interface Repository {
  readonly host: string;
  send(method: "GET" | "HEAD", path: string): Promise<Answer>;
}

/**
 * Looks a tag up: first without its manifest, which registries that count pulls do not count, then the manifest by its
 * digest. Its bytes have to have that digest. A digest that the lock file has already was checked when it was written.
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
    throw new Unresolved(`what ${host} sends does not have the digest that it names`);
  }
  const platforms = await platformsOf(answer.body, repository);
  const missingPlatforms = platforms && wanted.platforms.filter((platform) => !platforms.includes(platform));
  return { digest, missingPlatforms: missingPlatforms ?? [] };
}

/** The digest that a registry names for a tag; undefined when it names none without its manifest. */
async function digestOfTag(reference: Reference, { host, send }: Repository): Promise<string | undefined> {
  const answer = await send("HEAD", `manifests/${reference.tag}`);
  if ([400, 405, 501].includes(answer.status)) return undefined;
  if (answer.status !== 200) throw problemOf(answer, reference, host);
  const named = answer.headers.get("docker-content-digest") ?? undefined;
  if (named === undefined || isDigest(named)) return named;
  throw new Unresolved(`${host} names it by a digest that is not of SHA-256`);
}

/** The platforms of an image; undefined when they cannot be known. */
async function platformsOf(manifest: Uint8Array, repository: Repository): Promise<readonly string[] | undefined> {
  const contents = readManifest(manifest);
  if (!contents) throw new Unresolved(`${repository.host} has no image there, or one in a format of the past`);
  const platforms = "platforms" in contents ? contents.platforms : await platformsOfSingle(contents.config, repository);
  return platforms.length > 0 ? platforms : undefined;
}

/** The platform of an image for one alone. The digest holds without it, so that it may be out of reach. */
async function platformsOfSingle(config: string, { send }: Repository): Promise<readonly string[]> {
  try {
    const { status, body } = await send("GET", `blobs/${config}`);
    return status === 200 && (await digestOf(body)) === config ? platformsOfConfig(body) : [];
  } catch (error) {
    if (error instanceof Unresolved) return [];
    throw error;
  }
}

/** Why a registry has no answer. */
function problemOf({ status, headers }: Answer, { repository, tag }: Reference, host: string): Unresolved {
  if (status === 404) return new Unresolved(`${host} has no ${repository} with the tag ${tag}`);
  if (status === 403) return notShown(host, repository);
  if (status !== 429) return new Unresolved(`${host} answers with ${status}`);
  const wait = retryAfter(headers);
  const when = wait === undefined ? "try again later" : `it answers again in ${Math.ceil(wait / 1000)} s`;
  return new Unresolved(`${host} has been asked too often; ${when}, and sooner for those who log in`);
}
