/** What follows from a failure for whatever is asked next. */
export interface Consequences {
  /** The host that cannot be reached, so that it need not be asked again for other images. */
  readonly unreachable?: string;
  /** Whether the next attempt may do better. */
  readonly isPassing?: boolean;
}

/** Why an image could not be resolved, in words that end a sentence. They never hold what a registry has sent. */
export class Unresolved extends Error {
  readonly unreachable: string | undefined;
  readonly isPassing: boolean;

  constructor(reason: string, { unreachable, isPassing = false }: Consequences = {}) {
    super(reason);
    this.unreachable = unreachable;
    this.isPassing = isPassing;
  }
}

/** Why nothing came back from a host, from the error that a request ended with. */
export function whyUnreachable(error: unknown, host: string): Unresolved {
  const code = codeOf(error);
  const isPassing = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(code);
  return new Unresolved(reasonFor(error, code, host), { unreachable: host, isPassing });
}

function reasonFor(error: unknown, code: string, host: string): string {
  const known = reasons[code];
  if (known !== undefined) return `${host} ${known}`;
  const isTimeout = (error instanceof Error && error.name === "TimeoutError") || code.includes("TIMEOUT");
  if (isTimeout || code === "ETIMEDOUT") return `${host} does not answer in time`;
  if (/CERT|SIGNED|SSL|TLS/.test(code)) {
    return `${host} has a certificate that is not trusted (${code}); NODE_EXTRA_CA_CERTS can name further authorities`;
  }
  // Browsers, and with them fetch, keep to https://fetch.spec.whatwg.org/#port-blocking.
  if (messageOf(error) === "bad port") return `${host} has a port that is reserved for other protocols`;
  return `the connection to ${host} fails${code === "" ? "" : ` (${code})`}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "cannot be found: there is no network, or no such registry",
  EAI_AGAIN: "cannot be found: there is no network, or no name server answers",
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "breaks the connection",
  UND_ERR_SOCKET: "breaks the connection",
  EPIPE: "breaks the connection",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached: there is no network",
};

/** The code of an error, or of what caused it: `fetch` wraps what the system says, once or several times. */
function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    const first: unknown = cause instanceof AggregateError ? cause.errors[0] : undefined;
    cause = first ?? cause.cause;
  }
  return "";
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
}
