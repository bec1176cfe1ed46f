import { addressOf, type Mirror } from "./address.ts";
import { RegistryClient } from "./client.ts";
import type { Keychain } from "./credentials.ts";
import { type Found, findDigest, type Wanted } from "./find-digest.ts";
import { defaultPatience, type Patience } from "./http.ts";
import { manifestTypes } from "./manifest.ts";
import { parseReference } from "./reference.ts";
import { Unresolved } from "./unresolved.ts";

/** The digest of an image, or the problem, as a clause for a message. */
export type Resolved = Found | { readonly problem: string };

/** The mirrors and credentials to use. */
export interface Surroundings {
  readonly mirrors: readonly Mirror[];
  readonly keychain: Keychain;
  readonly patience?: Patience;
}

/** The number of images that are resolved concurrently. */
const atOnce = 6;

/** Resolves the digests of images. Each result is a digest or a problem. */
export async function resolveImages(
  wanted: readonly Wanted[],
  { mirrors, keychain, patience = defaultPatience }: Surroundings,
): Promise<ReadonlyMap<string, Resolved>> {
  const client = new RegistryClient(keychain, patience);
  const found = new Map<string, Resolved>();
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      found.set(one.image, await resolve(one, mirrors, client));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

async function resolve(wanted: Wanted, mirrors: readonly Mirror[], client: RegistryClient): Promise<Resolved> {
  const reference = parseReference(wanted.image);
  if (!reference) return { problem: "the image name is invalid" };
  const { registry, repository } = reference;
  const own = mirrors.find((candidate) => candidate.registry === registry);
  const mirror = own ?? mirrors.find((candidate) => candidate.registry === undefined);
  const address = mirror?.address ?? addressOf(registry);
  const place = { address, repository, mirrored: mirror && registry };
  try {
    return await findDigest(wanted, reference, {
      host: address.host,
      send: (method, path) =>
        client.send({ ...place, method, path, accept: path.startsWith("manifests/") ? manifestTypes : ["*/*"] }),
    });
  } catch (error) {
    if (error instanceof Unresolved) return { problem: error.message };
    throw error;
  }
}
