import { isPrivate } from "./address.ts";
import { Unresolved, whyUnreachable } from "./unresolved.ts";

/** An HTTP request. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An HTTP response. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Timeouts and retries, in milliseconds. */
export interface Patience {
  /** The timeout of one request. */
  readonly timeout: number;
  /** The delay before each retry. */
  readonly pauses: readonly number[];
  /** The longest delay that a registry can request. */
  readonly longestPause: number;
}

export const defaultPatience: Patience = { timeout: 30_000, pauses: [500, 1000, 2000], longestPause: 20_000 };

/** The largest manifest that registries must accept (OCI distribution specification). */
const largestBody = 4 * 1024 * 1024;
const mostRedirects = 5;

/** Sends a request, with retries while the server is busy. Throws `Unresolved` without a response. */
export async function send(request: HttpRequest, patience: Patience): Promise<HttpResponse> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await attemptTo(request, patience, attempt);
    const pause = response && !isBusy(response.status) ? undefined : pauseBefore(attempt, response, patience);
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
    else if (response) return response;
  }
}

/** A response; undefined if the connection failed and retries are left. */
async function attemptTo(request: HttpRequest, patience: Patience, attempt: number): Promise<HttpResponse | undefined> {
  try {
    return await follow(request, patience.timeout);
  } catch (error) {
    if (error instanceof Unresolved && error.isPassing && attempt < patience.pauses.length) return undefined;
    throw error;
  }
}

function isBusy(status: number): boolean {
  return status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** The delay before the next attempt; undefined to stop. */
function pauseBefore(attempt: number, response: HttpResponse | undefined, patience: Patience): number | undefined {
  const pause = patience.pauses[attempt];
  if (pause === undefined) return undefined;
  const wanted = (response && retryAfter(response.headers)) ?? pause;
  return wanted <= patience.longestPause ? wanted : undefined;
}

/** `Retry-After` in milliseconds: a number of seconds, or a time compared with the time of the server. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Follows redirects. Credentials are not sent to other origins, and redirects to plain HTTP are refused. */
async function follow(request: HttpRequest, timeout: number): Promise<HttpResponse> {
  const signal = AbortSignal.timeout(timeout);
  let { url, headers } = request;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const { response, body } = await fetchWhole({ ...request, url, headers }, signal);
    const target = request.method === "POST" ? null : response.headers.get("location");
    if (target === null || ![301, 302, 303, 307, 308].includes(response.status)) {
      return { status: response.status, headers: response.headers, body };
    }
    const from = new URL(url);
    const to = URL.canParse(target, url) ? new URL(target, url) : undefined;
    if (!to || !isPrivate(to)) throw new Unresolved(`${from.host} redirects to a URL without HTTPS`);
    if (to.origin !== from.origin) headers = withoutAuthorization(headers);
    url = to.href;
  }
  throw new Unresolved(`${new URL(request.url).host} redirects too often`);
}

/** Sends one request and reads the whole response. */
async function fetchWhole(
  { method, url, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly body: Uint8Array }> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal,
      ...(body !== undefined && { body }),
    });
    return { response, body: await readBody(response, host) };
  } catch (error) {
    if (error instanceof Unresolved) throw error;
    throw whyUnreachable(error, host);
  }
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
}

async function readBody(response: Response, host: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > largestBody) throw new Unresolved(`${host} returns more data than a manifest can have`);
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
