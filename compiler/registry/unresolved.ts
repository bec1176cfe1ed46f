/** The effect of a failure on later requests. */
export interface Consequences {
  /** The unreachable host. No more requests are sent to it. */
  readonly unreachable?: string;
  /** Whether a retry may succeed. */
  readonly isPassing?: boolean;
}

/** Why an image could not be resolved, as a clause for a message. It never contains data from a registry. */
export class Unresolved extends Error {
  readonly unreachable: string | undefined;
  readonly isPassing: boolean;

  constructor(reason: string, { unreachable, isPassing = false }: Consequences = {}) {
    super(reason);
    this.unreachable = unreachable;
    this.isPassing = isPassing;
  }
}

/** Describes the error of a request without a response. */
export function whyUnreachable(error: unknown, host: string): Unresolved {
  const code = codeOf(error);
  const isPassing = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(code);
  return new Unresolved(reasonFor(error, code, host), { unreachable: host, isPassing });
}

function reasonFor(error: unknown, code: string, host: string): string {
  const known = reasons[code];
  if (known !== undefined) return `${host} ${known}`;
  const isTimeout = (error instanceof Error && error.name === "TimeoutError") || code.includes("TIMEOUT");
  if (isTimeout || code === "ETIMEDOUT") return `${host} does not respond in time`;
  if (/CERT|SIGNED|SSL|TLS/.test(code)) {
    return `${host} has an untrusted certificate (${code}); set NODE_EXTRA_CA_CERTS to trust more certificate authorities`;
  }
  // fetch blocks some ports, see https://fetch.spec.whatwg.org/#port-blocking.
  if (messageOf(error) === "bad port") return `${host} uses a port that is reserved for another protocol`;
  return `the connection to ${host} fails${code === "" ? "" : ` (${code})`}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "cannot be resolved: check the name and the network",
  EAI_AGAIN: "cannot be resolved: no DNS server responds",
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "closes the connection",
  UND_ERR_SOCKET: "closes the connection",
  EPIPE: "closes the connection",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached: there is no network",
};

/** The code of an error or one of its causes: `fetch` wraps errors of the system. */
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
