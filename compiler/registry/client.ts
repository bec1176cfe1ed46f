import type { Address } from "./address.ts";
import { authorize, notShown, refusal } from "./authorize.ts";
import type { Keychain } from "./credentials.ts";
import { type HttpResponse, type Patience, send } from "./http.ts";
import { Unresolved } from "./unresolved.ts";

/** A request for a manifest or a blob of a repository. */
export interface Request {
  readonly address: Address;
  /** The repository, as in the image name. */
  readonly repository: string;
  readonly method: "GET" | "HEAD";
  /** `manifests/1.27` */
  readonly path: string;
  readonly accept: readonly string[];
  /** The registry that is mirrored; undefined without a mirror. */
  readonly mirrored: string | undefined;
}

/** Sends requests to registries. Caches authorizations and unreachable hosts. */
export class RegistryClient {
  readonly #keychain: Keychain;
  readonly #patience: Patience;
  readonly #authorizations = new Map<string, Promise<string | undefined>>();
  readonly #unreachable = new Map<string, Unresolved>();

  constructor(keychain: Keychain, patience: Patience) {
    this.#keychain = keychain;
    this.#patience = patience;
  }

  /** Sends a request, with credentials if the registry requires them. Throws `Unresolved`. */
  async send(request: Request): Promise<HttpResponse> {
    const key = `${request.address.origin} ${request.repository}`;
    const before = await this.#authorizations.get(key);
    const answer = await this.#send(request, before);
    if (answer.status !== 401) return answer;
    const authorization = await this.#authorize(key, request, before, answer.headers.get("www-authenticate") ?? "");
    const second = authorization === undefined ? answer : await this.#send(request, authorization);
    if (second.status !== 401) return second;
    const { host } = request.address;
    const credentials = await this.#keychain(host);
    const problem = credentials.kind === "none" ? credentials.problem : undefined;
    // Some registries respond with 401 for repositories that do not exist.
    if (authorization?.startsWith("Bearer ")) throw notShown(host, request.repository, problem);
    throw new Unresolved(refusal(host, host, credentials));
  }

  async #send(
    { address, repository, method, path, accept, mirrored }: Request,
    authorization: string | undefined,
  ): Promise<HttpResponse> {
    const down = this.#unreachable.get(address.host);
    if (down) throw down;
    // Like containerd: `ns` identifies the registry for mirrors of several registries.
    const query = mirrored === undefined ? "" : `?ns=${encodeURIComponent(mirrored)}`;
    const url = `${address.origin}/v2/${address.prefix}${repository}/${path}${query}`;
    const headers = {
      accept: accept.join(", "),
      "user-agent": "varai-gen",
      ...(authorization !== undefined && { authorization }),
    };
    try {
      return await send({ method, url, headers }, this.#patience);
    } catch (error) {
      if (error instanceof Unresolved && error.unreachable === address.host) {
        this.#unreachable.set(address.host, error);
      }
      throw error;
    }
  }

  /** Requests for one repository share an authorization. A rejected one is renewed once. */
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
      // Without its token service the registry cannot be used either.
      if (error instanceof Unresolved && error.unreachable !== undefined) this.#unreachable.set(address.host, error);
      throw error;
    }
  }
}
