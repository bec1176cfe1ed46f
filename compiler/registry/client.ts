import type { Address } from "./address.ts";
import { authorize, refusal } from "./authorize.ts";
import type { Keychain } from "./credentials.ts";
import { type Answer, ask, type Patience } from "./http.ts";
import { Unresolved } from "./unresolved.ts";

/** What is asked of a registry: a manifest or a blob of a repository. */
export interface Request {
  readonly address: Address;
  /** The repository, as the image names it. */
  readonly repository: string;
  readonly method: "GET" | "HEAD";
  /** `manifests/1.27` */
  readonly path: string;
  readonly accept: readonly string[];
  /** The registry that a mirror stands in for. */
  readonly standsFor: string | undefined;
}

/** Asks registries, and remembers what they have said about who may ask, and which of them cannot be reached. */
export class RegistryClient {
  readonly #keychain: Keychain;
  readonly #patience: Patience;
  readonly #authorizations = new Map<string, Promise<string | undefined>>();
  readonly #unreachable = new Map<string, Unresolved>();

  constructor(keychain: Keychain, patience: Patience) {
    this.#keychain = keychain;
    this.#patience = patience;
  }

  /** Asks, and proves who asks when the registry wants to know. Throws `Unresolved`. */
  async send(request: Request): Promise<Answer> {
    const key = `${request.address.origin} ${request.repository}`;
    const before = await this.#authorizations.get(key);
    const answer = await this.#ask(request, before);
    if (answer.status !== 401) return answer;
    const authorization = await this.#authorize(key, request, before, answer.headers.get("www-authenticate") ?? "");
    const second = authorization === undefined ? answer : await this.#ask(request, authorization);
    if (second.status !== 401) return second;
    const { host } = request.address;
    throw new Unresolved(refusal(host, host, await this.#keychain(host)));
  }

  async #ask(
    { address, repository, method, path, accept, standsFor }: Request,
    authorization: string | undefined,
  ): Promise<Answer> {
    const down = this.#unreachable.get(address.host);
    if (down) throw down;
    // As containerd asks mirrors: those that stand in for several registries tell them apart by it.
    const query = standsFor === undefined ? "" : `?ns=${encodeURIComponent(standsFor)}`;
    const url = `${address.origin}/v2/${address.prefix}${repository}/${path}${query}`;
    const headers = {
      accept: accept.join(", "),
      "user-agent": "varai-gen",
      ...(authorization !== undefined && { authorization }),
    };
    return this.#remembering(() => ask({ method, url, headers }, this.#patience));
  }

  /** Requests for one repository share what is found; what has not been accepted is asked for again, once. */
  async #authorize(
    key: string,
    { address, repository }: Request,
    refused: string | undefined,
    challenge: string,
  ): Promise<string | undefined> {
    const known = this.#authorizations.get(key);
    if (known && (await known) !== refused) return known;
    const access = { host: address.host, repository: `${address.prefix}${repository}` };
    const found = this.#remembering(() => authorize(challenge, access, this.#keychain, this.#patience));
    this.#authorizations.set(key, found);
    try {
      return await found;
    } catch (error) {
      this.#authorizations.delete(key);
      throw error;
    }
  }

  async #remembering<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Unresolved && error.unreachable !== undefined) {
        this.#unreachable.set(error.unreachable, error);
      }
      throw error;
    }
  }
}
