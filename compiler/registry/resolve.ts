import { addressOf, type Mirror } from "./address.ts";
import { RegistryClient } from "./client.ts";
import type { Keychain } from "./credentials.ts";
import { type Found, findDigest, type Wanted } from "./find-digest.ts";
import { type Patience, usualPatience } from "./http.ts";
import { manifestTypes } from "./manifest.ts";
import { parseReference } from "./reference.ts";
import { Unresolved } from "./unresolved.ts";

/** What a registry says an image is, or why there is no digest, in words that end a sentence. */
export type Resolved = Found | { readonly problem: string };

/** Where to ask, and as whom. */
export interface Surroundings {
  readonly mirrors: readonly Mirror[];
  readonly keychain: Keychain;
  readonly patience?: Patience;
}

/** How many images are asked for at the same time. */
const atOnce = 6;

/** Asks the registries of images for their digests. Every image comes to a digest, or to a reason why it has none. */
export async function resolveImages(
  wanted: readonly Wanted[],
  { mirrors, keychain, patience = usualPatience }: Surroundings,
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
  if (!reference) return { problem: "that is no name of an image" };
  const { registry, repository } = reference;
  const own = mirrors.find((candidate) => candidate.registry === registry);
  const mirror = own ?? mirrors.find((candidate) => candidate.registry === undefined);
  const address = mirror?.address ?? addressOf(registry);
  const place = { address, repository, standsFor: mirror && registry };
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
