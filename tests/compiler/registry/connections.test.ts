// What is said of registries that refuse, break off, keep silent or send elsewhere, and which of them are asked again.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { retryAfter } from "../../../compiler/registry/http.ts";
import { whyUnreachable } from "../../../compiler/registry/unresolved.ts";
import { Registry, user, type Whim } from "../../support/registry.ts";
import { Desk, refuse } from "../../support/resolving.ts";

const desk = new Desk(test);
const password = { kind: "password", user: user.name, password: user.password } as const;

const refusals: readonly (readonly [status: number, headers: Readonly<Record<string, string>>, problem: string])[] = [
  [404, {}, "<registry> has no tag 1 of a/b"],
  [403, {}, "<registry> has no repository a/b, or denies access: if it is private, run 'docker login <registry>'"],
  [401, {}, "<registry> requires a login: run 'docker login <registry>'"],
  [418, {}, "<registry> responds with status 418"],
  [500, {}, "<registry> responds with status 500"],
  [503, {}, "<registry> responds with status 503"],
  [
    429,
    { "retry-after": "60" },
    "<registry> limits the number of requests; try again in 60 s, or log in with 'docker login' for a higher limit",
  ],
  [
    429,
    {},
    "<registry> limits the number of requests; try again later, or log in with 'docker login' for a higher limit",
  ],
];

for (const [status, headers, problem] of refusals) {
  test(`${status}${Object.keys(headers).length > 0 ? " for a long time" : ""} is said in a sentence`, async () => {
    desk.registry.whim = (_, response) => refuse(response, status, headers);
    assert.is(await desk.problemOf("a/b:1"), problem);
    const isTriedAgain = status >= 500 || (status === 429 && !headers["retry-after"]);
    assert.is(desk.registry.asked.length, isTriedAgain ? 4 : 1);
  });
}

test("a registry that is busy for a moment is asked again, when it says", async () => {
  const digest = desk.registry.putIndex("a/b", "1");
  const failures = [
    [429, { "retry-after": "1" }],
    [502, {}],
    [503, { "retry-after": "0" }],
  ] as const;
  desk.registry.whim = (_, response) => {
    const [status, headers] = failures[desk.registry.asked.length - 1] ?? [];
    return status !== undefined && refuse(response, status, headers);
  };
  const started = performance.now();
  assert.equal(await desk.resolveOne("a/b:1"), { digest, missingPlatforms: [] });
  assert.ok(performance.now() - started >= 990, "it did not wait for a second");
  assert.is(desk.registry.asked.length, 5);
});

test("a connection that breaks is tried again; one that keeps breaking is said to", async () => {
  const digest = desk.registry.putIndex("a/b", "1");
  desk.registry.whim = (_, response) => desk.registry.asked.length <= 2 && response.destroy() !== undefined;
  assert.equal(await desk.resolveOne("a/b:1"), { digest, missingPlatforms: [] });
  desk.registry.whim = (_, response) => response.destroy() !== undefined;
  assert.is(await desk.problemOf("a/b:1"), "<registry> closes the connection");
});

test("Retry-After may be a time, by the clock of the server", () => {
  const times = { date: "Wed, 21 Oct 2015 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2015 07:28:10 GMT" };
  assert.is(retryAfter(new Headers(times)), 10_000);
  assert.is(retryAfter(new Headers({ ...times, date: "Wed, 21 Oct 2015 07:29:00 GMT" })), 0);
  assert.is(retryAfter(new Headers({ "retry-after": "soon" })), undefined);
  assert.is(retryAfter(new Headers({ "retry-after": "7" })), 7000);
});

/** Errors of the system, as `fetch` wraps them, and what is said of them. */
const failures: Readonly<Record<string, string>> = {
  ENOTFOUND: "a.example cannot be resolved: check the name and the network",
  EAI_AGAIN: "a.example cannot be resolved: no DNS server responds",
  EHOSTUNREACH: "a.example cannot be reached",
  ENETUNREACH: "a.example cannot be reached: there is no network",
  UND_ERR_CONNECT_TIMEOUT: "a.example does not respond in time",
  ETIMEDOUT: "a.example does not respond in time",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "a.example has an untrusted certificate (DEPTH_ZERO_SELF_SIGNED_CERT); set NODE_EXTRA_CA_CERTS to trust more certificate authorities",
  EODD: "the connection to a.example fails (EODD)",
};

for (const [code, sentence] of Object.entries(failures)) {
  test(`${code} is said in a sentence`, () => {
    const error = Object.assign(new Error("told in English only here"), { code });
    const wrapped = new TypeError("fetch failed", { cause: new AggregateError([error]) });
    assert.is(whyUnreachable(error, "a.example").message, sentence);
    assert.is(whyUnreachable(wrapped, "a.example").message, sentence);
    assert.is(whyUnreachable(wrapped, "a.example").unreachable, "a.example");
  });
}

test("a registry that does not respond in time is not asked for other images", async () => {
  desk.registry.whim = () => true;
  const images = Array.from({ length: 20 }, (_, index) => `a/b:${index}`);
  const started = performance.now();
  for (const resolved of await desk.resolve(images, { patience: { timeout: 200 } })) {
    assert.match(JSON.stringify(resolved), "does not respond in time");
  }
  assert.ok(performance.now() - started < 1500);
  assert.ok(desk.registry.asked.length <= 6, `${desk.registry.asked.length} requests`);
});

test("a registry that is not there refuses the connection", async () => {
  const gone = await Registry.start();
  const { host } = gone;
  await gone.stop();
  assert.equal(await desk.resolveOne(`${host}/a:1`, { mirrors: [] }), { problem: `${host} refuses the connection` });
});

test("a port that fetch refuses is said to be one", async () => {
  const problem = "127.0.0.1:6000 uses a port that is reserved for another protocol";
  assert.equal(await desk.resolveOne("127.0.0.1:6000/a:1", { mirrors: [] }), { problem });
});

test("no more than six images are asked for at the same time", async () => {
  let [now, most] = [0, 0];
  const images = Array.from({ length: 30 }, (_, index) => `a/b:${index}`);
  for (const [index] of images.entries()) desk.registry.putIndex("a/b", String(index));
  desk.registry.whim = (_, response) => {
    now += 1;
    most = Math.max(most, now);
    response.on("close", () => {
      now -= 1;
    });
    return false;
  };
  assert.is((await desk.resolve(images)).filter((resolved) => resolved && "digest" in resolved).length, 30);
  assert.ok(most <= 6, `${most} at the same time`);
});

test("a redirect is followed, and what proves who asks stays behind when it leads elsewhere", async () => {
  desk.registry.gate = "basic";
  const elsewhere = await Registry.start();
  const digest = elsewhere.putIndex("a/b", "1");
  desk.registry.whim = ({ url, authorization }, response) =>
    authorization !== undefined &&
    redirect(response, url.includes("hop") ? `http://${elsewhere.host}${url.replace("&hop", "")}` : `${url}&hop`);
  assert.equal(await desk.resolveOne("a/b:1", { credentials: password }), { digest, missingPlatforms: [] });
  assert.ok(desk.registry.asked.some(({ url, authorization }) => url.includes("hop") && authorization !== undefined));
  assert.equal([...new Set(elsewhere.asked.map(({ authorization }) => authorization))], [undefined]);
  await elsewhere.stop();
});

test("a redirect that leads nowhere, without encryption, or round in a circle is refused", async () => {
  for (const [target, problem] of [
    ["http://elsewhere.example/", "<registry> redirects to a URL without HTTPS"],
    ["file:///etc/passwd", "<registry> redirects to a URL without HTTPS"],
    ["http://", "<registry> redirects to a URL without HTTPS"],
    ["/again", "<registry> redirects too often"],
  ]) {
    desk.registry.whim = (_, response) => redirect(response, target ?? "");
    assert.is(await desk.problemOf("a/b:1"), problem);
  }
});

test("another registry than one of this machine is spoken to with encryption alone", async () => {
  const heard: string[] = [];
  const server = createServer();
  server.on("connection", (socket) =>
    socket.once("data", (data) => {
      heard.push(data.toString("latin1"));
      socket.destroy();
    }),
  );
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise<void>((ready) => server.listen(0, "0.0.0.0", ready));
  // Every address of the form 0.0.0.0 is this machine, and not one that counts as such.
  const image = `0.0.0.0:${(server.address() as AddressInfo).port}/a:1`;
  const asking = { mirrors: [], credentials: password, patience: { pauses: [] } };
  assert.match(JSON.stringify(await desk.resolveOne(image, asking)), "problem");
  assert.ok(heard.length > 0);
  // The first byte of a handshake of TLS.
  for (const data of heard) assert.is(data.charCodeAt(0), 0x16);
  server.close();
});

function redirect(response: Parameters<Whim>[1], location: string): true {
  return refuse(response, 307, { location });
}

test.run();
