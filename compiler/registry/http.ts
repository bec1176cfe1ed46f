import { isPrivate } from "./address.ts";
import { Unresolved, whyUnreachable } from "./unresolved.ts";

/** What is asked. */
export interface Question {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** How patient the client is, in milliseconds. */
export interface Patience {
  /** How long one answer may take. */
  readonly timeout: number;
  /** How long to wait before each of the further attempts. */
  readonly pauses: readonly number[];
  /** How long a registry may ask for, before the next attempt. */
  readonly longestPause: number;
}

export const usualPatience: Patience = { timeout: 30_000, pauses: [500, 1000, 2000], longestPause: 20_000 };

/** More than a registry has to accept for a manifest (OCI distribution specification). */
const largestBody = 4 * 1024 * 1024;
const mostRedirects = 5;

/** Asks, and asks again when the server is too busy, or ill for the moment. Throws `Unresolved` when nothing comes. */
export async function ask(question: Question, patience: Patience): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await attemptTo(question, patience, attempt);
    const pause = answer && !isBusy(answer.status) ? undefined : pauseBefore(attempt, answer, patience);
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
    else if (answer) return answer;
  }
}

/** An answer, or undefined when the connection broke and there are attempts left. */
async function attemptTo(question: Question, patience: Patience, attempt: number): Promise<Answer | undefined> {
  try {
    return await follow(question, patience.timeout);
  } catch (error) {
    if (error instanceof Unresolved && error.isPassing && attempt < patience.pauses.length) return undefined;
    throw error;
  }
}

function isBusy(status: number): boolean {
  return status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** How long to wait before the next attempt; undefined when there should be none. */
function pauseBefore(attempt: number, answer: Answer | undefined, patience: Patience): number | undefined {
  const usual = patience.pauses[attempt];
  if (usual === undefined) return undefined;
  const wanted = (answer && retryAfter(answer.headers)) ?? usual;
  return wanted <= patience.longestPause ? wanted : undefined;
}

/** `Retry-After`, in milliseconds: a number of seconds, or a time by the clock of the server, which says what it is. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Asks where the answer leads. What proves who asks goes to no other server, and nothing goes where others can read. */
async function follow(question: Question, timeout: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeout);
  let { url, headers } = question;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const { response, body } = await fetchWhole({ ...question, url, headers }, signal);
    const target = question.method === "POST" ? null : response.headers.get("location");
    if (target === null || ![301, 302, 303, 307, 308].includes(response.status)) {
      return { status: response.status, headers: response.headers, body };
    }
    const from = new URL(url);
    const to = URL.canParse(target, url) ? new URL(target, url) : undefined;
    if (!to || !isPrivate(to)) throw new Unresolved(`${from.host} redirects to an address without encryption`);
    if (to.origin !== from.origin) headers = withoutAuthorization(headers);
    url = to.href;
  }
  throw new Unresolved(`${new URL(question.url).host} redirects without an end`);
}

/** One question and its answer, with all that was sent. */
async function fetchWhole(
  { method, url, headers, body }: Question,
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
    if (length > largestBody) throw new Unresolved(`${host} sends more than a manifest can be`);
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
