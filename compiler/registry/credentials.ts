/** Credentials for a registry. They are never printed. */
export type Credentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** A refresh token. */
  | { readonly kind: "identity"; readonly token: string }
  /** No credentials, with the reason if some were configured. */
  | { readonly kind: "none"; readonly problem?: string };

/** Finds the credentials for a host. */
export type Keychain = (host: string) => Promise<Credentials>;

/** Runs `docker-credential-NAME get` for a server; undefined without credentials. Throws if it cannot be run. */
export type Helper = (name: string, server: string) => Promise<string | undefined>;

/** The keys of Docker's config.json about credentials. */
export interface DockerConfig {
  readonly auths?: unknown;
  readonly credHelpers?: unknown;
  readonly credsStore?: unknown;
}

/** The key of Docker Hub in Docker's config.json. */
const hubServer = "https://index.docker.io/v1/";

const nothing: Credentials = { kind: "none" };

/** Finds credentials like the Docker client: the helper of the registry, the general helper, the entry in the file. */
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
  const specific = Object.entries(mapOf(config.credHelpers)).find(isSame)?.[1];
  const name = specific ?? config.credsStore;
  const stored = typeof name === "string" && name !== "" ? await runHelper(helper, name, server) : nothing;
  if (stored.kind !== "none") return stored;
  const entry = Object.entries(mapOf(config.auths)).find(isSame)?.[1];
  const inFile = readEntry(mapOf(entry));
  return inFile.kind === "none" ? stored : inFile;
}

/** The host of a server, with or without a scheme. Docker Hub has several names. */
function hostOf(server: string): string {
  const host = server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return ["docker.io", "registry-1.docker.io"].includes(host) ? "index.docker.io" : host;
}

async function runHelper(helper: Helper, name: string, server: string): Promise<Credentials> {
  const program = `docker-credential-${name}`;
  // It becomes a program name, which must not contain a path.
  if (!/^[\w.-]+$/.test(name))
    return { kind: "none", problem: "the credential helper in Docker's config.json has an invalid name" };
  let output: string | undefined;
  try {
    output = await helper(program, server);
  } catch {
    return { kind: "none", problem: `the credential helper ${program} cannot be run` };
  }
  if (output === undefined) return nothing;
  const { Username: user, Secret: secret } = readJson(output);
  if (typeof user !== "string" || typeof secret !== "string") {
    return { kind: "none", problem: `the credential helper ${program} returns no valid credentials` };
  }
  return user === "<token>" ? { kind: "identity", token: secret } : { kind: "password", user, password: secret };
}

function readEntry({ auth, username, password, identitytoken }: Readonly<Record<string, unknown>>): Credentials {
  if (typeof identitytoken === "string" && identitytoken !== "") return { kind: "identity", token: identitytoken };
  if (typeof username === "string" && typeof password === "string")
    return { kind: "password", user: username, password };
  const [, user, rest] = /^([^:]*):(.*)$/s.exec(typeof auth === "string" ? decodeBase64(auth) : "") ?? [];
  // Old versions of Docker padded the value with zeros.
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

/** Parses JSON as a map; empty for anything else. The error of JSON.parse is dropped, as it could contain a secret. */
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
