// Who asks registries, how it is proved, and which mirrors are asked in place of them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Credentials } from "../../../compiler/registry/credentials.ts";
import { Registry, user } from "../../support/registry.ts";
import { Desk, refuse } from "../../support/resolving.ts";

const desk = new Desk(test);

const password: Credentials = { kind: "password", user: user.name, password: user.password };
const wrong: Credentials = { kind: "password", user: user.name, password: "a guess" };
const identity: Credentials = { kind: "identity", token: user.identity };

test("a registry is given a user and a password only after it has asked for them", async () => {
  desk.registry.gate = "basic";
  const digest = desk.registry.putIndex("a/b", "1");
  assert.equal(await desk.resolveOne("a/b:1", { credentials: password }), { digest, missingPlatforms: [] });
  assert.is(desk.registry.asked[0]?.authorization, undefined);
  assert.is(
    await desk.problemOf("a/b:1", { credentials: wrong }),
    "<registry> rejects Docker's credentials for <registry>",
  );
  assert.is(await desk.problemOf("a/b:1"), "<registry> requires a login: run 'docker login <registry>'");
});

for (const [name, credentials] of Object.entries({
  anonymously: { kind: "none" } as const,
  "by password": password,
  "by an identity token": identity,
})) {
  test(`a token is fetched ${name}, for each repository once`, async () => {
    desk.registry.gate = "bearer";
    const digests = [
      desk.registry.putIndex("a/b", "1"),
      desk.registry.putIndex("a/b", "2", "two"),
      desk.registry.putIndex("a/c", "1"),
    ];
    assert.equal(
      await desk.resolve(["a/b:1", "a/b:2", "a/c:1"], { credentials }),
      digests.map((digest) => ({ digest, missingPlatforms: [] })),
    );
    const tokens = desk.registry.asked.filter(({ url }) => url.startsWith("/token"));
    assert.is(tokens.length, 2);
    for (const { url, method, body, authorization } of tokens) {
      const asked = new URLSearchParams(method === "POST" ? body : url.split("?")[1]);
      assert.is(asked.get("service"), "registry, of images");
      assert.match(asked.get("scope") ?? "", /^repository:a\/[bc]:pull$/);
      assert.is(authorization !== undefined, credentials === password);
      assert.is(method, credentials === identity ? "POST" : "GET");
    }
  });
}

test("a token that has run out is replaced once, and then the registry has refused", async () => {
  desk.registry.gate = "bearer";
  desk.registry.putIndex("a/b", "1");
  desk.registry.whim = ({ url }, response) =>
    !url.startsWith("/token") && refuse(response, 401, { "www-authenticate": challenge() });
  const problem = "<registry> has no repository a/b, or denies access: if it is private, run 'docker login <registry>'";
  assert.is(await desk.problemOf("a/b:1"), problem);
  assert.is(desk.registry.asked.length, 3);
  const credentials = { kind: "none", problem: "docker-credential-gone cannot be run" } as const;
  assert.is(await desk.problemOf("a/b:1", { credentials }), `${problem}; docker-credential-gone cannot be run`);
});

test("a token service that refuses, sends nothing of use, or is elsewhere without encryption ends in a sentence", async () => {
  desk.registry.gate = "bearer";
  assert.is(
    await desk.problemOf("a/b:1", { credentials: wrong }),
    "<registry> rejects Docker's credentials for <registry>",
  );
  for (const [status, problem] of [
    [200, "the token service <registry> returns no token"],
    [404, "the token service <registry> responds with status 404"],
  ] as const) {
    desk.registry.whim = ({ url }, response) => url.startsWith("/token") && refuse(response, status);
    assert.is(await desk.problemOf("a/b:1"), problem);
  }
  for (const realm of ["http://tokens.example/", "nonsense", ""]) {
    desk.registry.whim = (_, response) => refuse(response, 401, { "www-authenticate": `Bearer realm="${realm}"` });
    assert.is(await desk.problemOf("a/b:1"), "the token service of <registry> does not use HTTPS");
  }
});

test("a registry whose token service is not there is not asked for other images", async () => {
  const gone = await Registry.start();
  const { host } = gone;
  await gone.stop();
  const realm = { "www-authenticate": `Bearer realm="http://${host}/token"` };
  desk.registry.whim = (_, response) => refuse(response, 401, realm);
  const images = Array.from({ length: 20 }, (_, index) => `a/b:${index}`);
  const problem = `${host} refuses the connection`;
  assert.equal(await desk.resolve(images), Array(20).fill({ problem }));
  assert.ok(desk.registry.asked.length <= 12, `${desk.registry.asked.length} requests`);
});

test("mirrors stand in for their registry, the others for the rest, with their path before the repository", async () => {
  const hub = await Registry.start();
  const digests = [hub.putIndex("hub/library/python", "3"), desk.registry.putIndex("astral-sh/uv", "0.9")];
  const mirrors = [desk.registry.host, `docker.io=${hub.host}/hub`];
  const found = await desk.resolve(["python:3", "ghcr.io/astral-sh/uv:0.9"], { mirrors });
  assert.equal(
    found,
    digests.map((digest) => ({ digest, missingPlatforms: [] })),
  );
  assert.match(hub.asked[0]?.url ?? "", /^\/v2\/hub\/library\/python\/manifests\/3\?ns=docker\.io$/);
  assert.match(desk.registry.asked[0]?.url ?? "", /\?ns=ghcr\.io$/);
  await hub.stop();
});

test("an image on this machine is asked for there, without a mirror", async () => {
  const digest = desk.registry.putIndex("a", "latest");
  const image = `${desk.registry.host}/a`;
  assert.equal(await desk.resolveOne(image, { mirrors: [] }), { digest, missingPlatforms: [] });
  assert.match(desk.requests[0] ?? "", /^HEAD \/v2\/a\/manifests\/latest$/);
});

function challenge(): string {
  return `Bearer realm="http://${desk.registry.host}/token",service="registry"`;
}

test.run();
