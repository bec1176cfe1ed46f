/** What proves to a registry who asks. It is never printed. */
export type Credentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** A token to get other tokens with. */
  | { readonly kind: "identity"; readonly token: string }
  /** Nothing; with the reason, where there should have been something. */
  | { readonly kind: "none"; readonly problem?: string };

/** Finds the credentials for a host. */
export type Keychain = (host: string) => Promise<Credentials>;

/** Runs `docker-credential-NAME get` for a server; undefined when it has nothing. Throws when it cannot be run. */
export type Helper = (name: string, server: string) => Promise<string | undefined>;

/** Docker's config.json, as far as it is about credentials. */
export interface DockerConfig {
  readonly auths?: unknown;
  readonly credHelpers?: unknown;
  readonly credsStore?: unknown;
}

/** The name under which Docker keeps what is for Docker Hub. */
const hubServer = "https://index.docker.io/v1/";

const nothing: Credentials = { kind: "none" };

/** Finds credentials as the Docker client does: a helper of the registry, the helper for all, what the file holds. */
export function keychainOf(config: DockerConfig, helper: Helper): Keychain {
  const found = new Map<string, Promise<Credentials>>();
  return (host) => {
    const known = found.get(host) ?? find(config, helper, host);
    found.set(host, known);
    return known;
  };
}

async function find(config: DockerConfig, helper: Helper, host: string): Promise<Credentials> {
  const server = host === "registry-1.docker.io" ? hubServer : host;
  const isSame = ([key]: readonly [string, unknown]): boolean => hostOf(key) === hostOf(server);
  const own = Object.entries(mapOf(config.credHelpers)).find(isSame)?.[1];
  const name = own ?? config.credsStore;
  const kept = typeof name === "string" && name !== "" ? await askHelper(helper, name, server) : nothing;
  if (kept.kind !== "none") return kept;
  const entry = Object.entries(mapOf(config.auths)).find(isSame)?.[1];
  const inFile = readEntry(mapOf(entry));
  return inFile.kind === "none" ? kept : inFile;
}

/** The host of `https://index.docker.io/v1/` and of `ghcr.io` alike. Docker Hub has several names. */
function hostOf(server: string): string {
  const host = server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return ["docker.io", "registry-1.docker.io"].includes(host) ? "index.docker.io" : host;
}

async function askHelper(helper: Helper, name: string, server: string): Promise<Credentials> {
  const program = `docker-credential-${name}`;
  // It becomes the name of a program, which is looked for in the usual folders only.
  if (!/^[\w.-]+$/.test(name))
    return { kind: "none", problem: "the credential helper in Docker's settings has no name" };
  let said: string | undefined;
  try {
    said = await helper(program, server);
  } catch {
    return { kind: "none", problem: `${program}, which Docker's settings name, cannot be run` };
  }
  if (said === undefined) return nothing;
  const { Username: user, Secret: secret } = readJson(said);
  if (typeof user !== "string" || typeof secret !== "string") {
    return { kind: "none", problem: `${program} answers with something else than credentials` };
  }
  return user === "<token>" ? { kind: "identity", token: secret } : { kind: "password", user, password: secret };
}

function readEntry({ auth, username, password, identitytoken }: Readonly<Record<string, unknown>>): Credentials {
  if (typeof identitytoken === "string" && identitytoken !== "") return { kind: "identity", token: identitytoken };
  if (typeof username === "string" && typeof password === "string")
    return { kind: "password", user: username, password };
  const [, user, rest] = /^([^:]*):(.*)$/s.exec(typeof auth === "string" ? decodeBase64(auth) : "") ?? [];
  // Docker once padded what it kept.
  return user === undefined || rest === undefined
    ? nothing
    : { kind: "password", user, password: rest.replace(/\0+$/, "") };
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}

/** JSON as a map; an empty one for anything else. What JSON.parse complains with would show what it could not read. */
export function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return mapOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
