import { isPrivate } from "./address.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { Credentials, Keychain } from "./credentials.ts";
import { type HttpRequest, type Patience, send } from "./http.ts";
import { Unresolved } from "./unresolved.ts";

/** The registry and the repository that a token is requested for. */
export interface Access {
  /** The host of the registry, as in credentials. */
  readonly host: string;
  readonly repository: string;
}

/**
 * The value of `Authorization` for a challenge of a registry: a token of its token service, or basic authentication.
 * Undefined without suitable credentials.
 */
export async function authorize(
  challenge: string,
  access: Access,
  keychain: Keychain,
  patience: Patience,
): Promise<string | undefined> {
  const challenges = parseChallenges(challenge);
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  const credentials = await keychain(access.host);
  if (bearer) return `Bearer ${await fetchToken(bearer, access, credentials, patience)}`;
  const isBasic = challenges.some(({ scheme }) => scheme === "basic");
  return isBasic && credentials.kind === "password" ? basic(credentials) : undefined;
}

/** Requests a token from the token service of a registry (distribution specification, token authentication). */
async function fetchToken(
  { parameters }: Challenge,
  { host, repository }: Access,
  credentials: Credentials,
  patience: Patience,
): Promise<string> {
  const realm = parameters.get("realm") ?? "";
  const service = parameters.get("service");
  const scope = parameters.get("scope") ?? `repository:${repository}:pull`;
  if (!URL.canParse(realm) || !isPrivate(new URL(realm))) {
    throw new Unresolved(`the token service of ${host} does not use HTTPS`);
  }
  const request = httpRequestFor(new URL(realm), { ...(service !== undefined && { service }), scope }, credentials);
  const { status, body } = await send(request, patience);
  const at = new URL(realm).host;
  if (status === 401 || status === 403) throw new Unresolved(refusal(at, host, credentials));
  if (status !== 200) throw new Unresolved(`the token service ${at} responds with status ${status}`);
  const token = tokenIn(body);
  if (token === undefined) throw new Unresolved(`the token service ${at} returns no token`);
  return token;
}

/** Uses OAuth 2 with an identity token, which `docker login` stores for some registries. */
function httpRequestFor(realm: URL, query: Readonly<Record<string, string>>, credentials: Credentials): HttpRequest {
  if (credentials.kind === "identity") {
    const form = { grant_type: "refresh_token", client_id: "varai-gen", refresh_token: credentials.token, ...query };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", url: realm.href, headers, body: new URLSearchParams(form).toString() };
  }
  for (const [name, value] of Object.entries(query)) realm.searchParams.set(name, value);
  const headers = credentials.kind === "password" ? { authorization: basic(credentials) } : undefined;
  return { method: "GET", url: realm.href, headers: headers ?? {} };
}

function tokenIn(body: Uint8Array): string | undefined {
  try {
    const { token, access_token } = JSON.parse(new TextDecoder().decode(body)) as Readonly<Record<string, unknown>>;
    return [token, access_token].find((text) => typeof text === "string" && /^[\x21-\x7e]+$/.test(text)) as
      | string
      | undefined;
  } catch {
    return undefined;
  }
}

function basic({ user, password }: Extract<Credentials, { kind: "password" }>): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** The message for a request that a server denies. */
export function refusal(server: string, host: string, credentials: Credentials): string {
  if (credentials.kind !== "none") return `${server} rejects Docker's credentials for ${host}`;
  const problem = credentials.problem === undefined ? "" : `; ${credentials.problem}`;
  return `${server} requires a login: run 'docker login ${loginHost(host)}'${problem}`;
}

/** The message for a repository that does not exist or is private. */
export function notShown(host: string, repository: string, problem?: string): Unresolved {
  const also = problem === undefined ? "" : `; ${problem}`;
  const help = `if it is private, run 'docker login ${loginHost(host)}'`;
  return new Unresolved(`${host} has no repository ${repository}, or denies access: ${help}${also}`);
}

function loginHost(host: string): string {
  return host === "registry-1.docker.io" ? "docker.io" : host;
}
