// A registry for each test of a file, and images that are resolved by it.
import type { Test } from "uvu";
import { type Mirror, parseMirror } from "../../compiler/registry/address.ts";
import type { Credentials } from "../../compiler/registry/credentials.ts";
import type { Patience } from "../../compiler/registry/http.ts";
import { type Resolved, resolveImages } from "../../compiler/registry/resolve.ts";
import { Registry, type Whim } from "./registry.ts";

/** What differs from one call to the next. */
export interface Asking {
  readonly known?: readonly string[];
  readonly platforms?: readonly string[];
  readonly credentials?: Credentials;
  readonly patience?: Partial<Patience>;
  /** By default the registry stands in for every other. */
  readonly mirrors?: readonly string[];
}

/** A registry that is new for every test. */
export class Desk {
  #registry: Registry | undefined;

  constructor(test: Test) {
    test.before.each(async () => {
      this.#registry = await Registry.start();
    });
    test.after.each(async () => {
      await this.#registry?.stop();
    });
  }

  get registry(): Registry {
    if (!this.#registry) throw new Error("there is no registry outside of a test");
    return this.#registry;
  }

  /** `HEAD /v2/library/python/manifests/3.11`, in the order in which they came. */
  get requests(): readonly string[] {
    return this.registry.asked.map(({ method, url }) => `${method} ${url}`);
  }

  async resolve(images: readonly string[], asking: Asking = {}): Promise<readonly (Resolved | undefined)[]> {
    const { known = [], platforms = ["linux/amd64"], credentials = { kind: "none" } } = asking;
    const mirrors = (asking.mirrors ?? [this.registry.host]).flatMap((text): Mirror | [] => parseMirror(text) ?? []);
    const found = await resolveImages(
      images.map((image) => ({ image, known, platforms })),
      {
        mirrors,
        keychain: async () => credentials,
        patience: { timeout: 2000, pauses: [1, 1, 1], longestPause: 2000, ...asking.patience },
      },
    );
    return images.map((image) => found.get(image));
  }

  async resolveOne(image: string, asking: Asking = {}): Promise<Resolved | undefined> {
    return (await this.resolve([image], asking))[0];
  }

  /** Why an image cannot be resolved. */
  async problemOf(image: string, asking: Asking = {}): Promise<string> {
    const resolved = await this.resolveOne(image, asking);
    if (!resolved || !("problem" in resolved)) throw new Error(`${image} was resolved`);
    return resolved.problem.replaceAll(this.registry.host, "<registry>");
  }
}

/** Answers with a status and nothing else. */
export function refuse(
  response: Parameters<Whim>[1],
  status: number,
  headers: Readonly<Record<string, string>> = {},
): true {
  response.writeHead(status, headers).end();
  return true;
}
