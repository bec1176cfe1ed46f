import type { Address } from "./address.ts";
import { authorize, notShown, refusal } from "./authorize.ts";
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
    const credentials = await this.#keychain(host);
    const problem = credentials.kind === "none" ? credentials.problem : undefined;
    // Some registries say the same of what does not exist: nobody learns from them what does.
    if (authorization?.startsWith("Bearer ")) throw notShown(host, request.repository, problem);
    throw new Unresolved(refusal(host, host, credentials));
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
    try {
      return await ask({ method, url, headers }, this.#patience);
    } catch (error) {
      if (error instanceof Unresolved && error.unreachable === address.host) {
        this.#unreachable.set(address.host, error);
      }
      throw error;
    }
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
    const found = authorize(challenge, access, this.#keychain, this.#patience);
    this.#authorizations.set(key, found);
    try {
      return await found;
    } catch (error) {
      this.#authorizations.delete(key);
      // Without its token service the registry is of no use either.
      if (error instanceof Unresolved && error.unreachable !== undefined) this.#unreachable.set(address.host, error);
      throw error;
    }
  }
}
