import { isPrivate } from "./address.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { Credentials, Keychain } from "./credentials.ts";
import { ask, type Patience, type Question } from "./http.ts";
import { Unresolved } from "./unresolved.ts";

/** Who wants to know what. */
export interface Access {
  /** The registry, as credentials name it. */
  readonly host: string;
  readonly repository: string;
}

/**
 * What goes into `Authorization`, after a registry has said how it wants to be asked: a token of the service that it
 * names, or a user and a password. Undefined when there is nothing to answer it with.
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

/** Asks the token service of a registry (distribution specification, token authentication). */
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
    throw new Unresolved(`${host} sends to a token service at an address without encryption`);
  }
  const question = questionFor(new URL(realm), { ...(service !== undefined && { service }), scope }, credentials);
  const { status, body } = await ask(question, patience);
  const at = new URL(realm).host;
  if (status === 401 || status === 403) throw new Unresolved(refusal(at, host, credentials));
  if (status !== 200) throw new Unresolved(`the token service ${at} answers with ${status}`);
  const token = tokenIn(body);
  if (token === undefined) throw new Unresolved(`the token service ${at} sends no token`);
  return token;
}

/** With an identity token, as `docker login` keeps one for some registries, the service is asked by OAuth 2. */
function questionFor(realm: URL, asked: Readonly<Record<string, string>>, credentials: Credentials): Question {
  if (credentials.kind === "identity") {
    const form = { grant_type: "refresh_token", client_id: "varai-gen", refresh_token: credentials.token, ...asked };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", url: realm.href, headers, body: new URLSearchParams(form).toString() };
  }
  for (const [name, value] of Object.entries(asked)) realm.searchParams.set(name, value);
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

/** What a server that denies something is said to have done. */
export function refusal(server: string, host: string, credentials: Credentials): string {
  if (credentials.kind !== "none") return `${server} does not accept the credentials that Docker has for ${host}`;
  const problem = credentials.problem === undefined ? "" : `, and ${credentials.problem}`;
  return `${server} wants to know who asks: log in with 'docker login ${loginHost(host)}'${problem}`;
}

/** What is said of a registry that does not show a repository to whoever asks. */
export function notShown(host: string, repository: string, problem?: string): Unresolved {
  const also = problem === undefined ? "" : `; ${problem}`;
  const help = `'docker login ${loginHost(host)}' may help`;
  return new Unresolved(`${host} has no ${repository}, or shows it to others: ${help}${also}`);
}

function loginHost(host: string): string {
  return host === "registry-1.docker.io" ? "docker.io" : host;
}
