// What registries are asked for a tag, and how their answers are checked.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { digestOf, imageType, indexType, type Whim } from "../../support/registry.ts";
import { Desk, refuse } from "../../support/resolving.ts";

const desk = new Desk(test);

test("the digest of an image for several platforms is that of its index, and is checked against its bytes", async () => {
  const digest = desk.registry.putIndex("library/python", "3.11-slim");
  assert.equal(await desk.resolveOne("python:3.11-slim"), { digest, missingPlatforms: [] });
  assert.equal(desk.requests, [
    "HEAD /v2/library/python/manifests/3.11-slim?ns=docker.io",
    `GET /v2/library/python/manifests/${digest}?ns=docker.io`,
  ]);
  for (const { accept } of desk.registry.asked)
    assert.match(accept, /^application\/vnd\.oci\.image\.index\.v1\+json, /);
});

test("an image for a single platform has the digest of its manifest, and the platform of its configuration", async () => {
  const digest = desk.registry.putImage("library/busybox", "1.37", "linux/arm64");
  const platforms = ["linux/amd64", "linux/arm64"];
  assert.equal(await desk.resolveOne("busybox:1.37", { platforms }), { digest, missingPlatforms: ["linux/amd64"] });
  assert.equal(await desk.resolveOne("busybox:1.37", { platforms: ["linux/arm64"] }), { digest, missingPlatforms: [] });
});

test("an index that lacks a platform is resolved, and says so", async () => {
  const digest = desk.registry.putIndex("a/b", "1", "", ["linux/amd64", "unknown/unknown"]);
  const platforms = ["linux/amd64", "linux/arm64"];
  assert.equal(await desk.resolveOne("a/b:1", { platforms }), { digest, missingPlatforms: ["linux/arm64"] });
});

test("where the platforms cannot be known, nothing is said to be missing", async () => {
  const index = desk.registry.put("a/b", "1", indexType, '{"manifests":[{"digest":"x"}]}');
  assert.equal(await desk.resolveOne("a/b:1"), { digest: index, missingPlatforms: [] });
  const single = desk.registry.putImage("a/c", "1", "linux/arm64");
  desk.registry.whim = ({ url }, response) => url.includes("/blobs/") && refuse(response, 404);
  assert.equal(await desk.resolveOne("a/c:1"), { digest: single, missingPlatforms: [] });
});

test("what the lock file has already is asked for without its manifest, which counts as no pull", async () => {
  const digest = desk.registry.putIndex("library/python", "3.11");
  assert.equal(await desk.resolveOne("python:3.11", { known: [digest] }), { digest, missingPlatforms: [] });
  assert.equal(
    desk.registry.asked.map(({ method }) => method),
    ["HEAD"],
  );
});

test("a registry that knows no HEAD, or names no digest, is asked for the manifest by its tag", async () => {
  const digest = desk.registry.putIndex("a/b", "1");
  desk.registry.whim = ({ method }, response) => method === "HEAD" && refuse(response, 405);
  assert.equal(await desk.resolveOne("a/b:1"), { digest, missingPlatforms: [] });
  desk.registry.whim = ({ method }, response) => {
    if (method !== "HEAD") return false;
    response.writeHead(200, { "content-type": indexType }).end();
    return true;
  };
  assert.equal(await desk.resolveOne("a/b:1"), { digest, missingPlatforms: [] });
  assert.equal(desk.requests.at(-1), "GET /v2/a/b/manifests/1?ns=docker.io");
});

const other = digestOf("something else");

/** Answers that are no image, or not the one that was asked for. */
const lies: readonly { readonly name: string; readonly whim: Whim; readonly problem: string }[] = [
  {
    name: "a digest in HEAD that the bytes do not have",
    whim: answering({ HEAD: [{ "docker-content-digest": other }], GET: [{}, "{}"] }),
    problem: "the manifest from <registry> does not match its digest",
  },
  {
    name: "a digest in GET that the bytes do not have",
    whim: answering({ HEAD: [{}], GET: [{ "docker-content-digest": other }, "{}"] }),
    problem: "the manifest from <registry> does not match its digest",
  },
  {
    name: "a digest that is not of SHA-256",
    whim: answering({ HEAD: [{ "docker-content-digest": `sha512:${"0".repeat(128)}` }] }),
    problem: "<registry> returns a digest that is not SHA-256",
  },
  {
    name: "a manifest of schema 1",
    whim: answering({ HEAD: [{}], GET: [{}, '{"schemaVersion":1,"name":"a/b","fsLayers":[]}'] }),
    problem: "<registry> has no image there, or one in an outdated format",
  },
  {
    name: "a page for people",
    whim: answering({ HEAD: [{}], GET: [{}, "<html>Log in</html>"] }),
    problem: "<registry> has no image there, or one in an outdated format",
  },
  {
    name: "more than a manifest can be",
    whim: answering({ HEAD: [{}], GET: [{}, "x".repeat(5 * 1024 * 1024)] }),
    problem: "<registry> returns more data than a manifest can have",
  },
];

for (const { name, whim, problem } of lies) {
  test(`${name} is refused`, async () => {
    desk.registry.whim = whim;
    assert.is(await desk.problemOf("a/b:1"), problem);
  });
}

/** Answers every request by its method, with headers and a body. */
function answering(
  answers: Readonly<Record<string, readonly [headers: Readonly<Record<string, string>>, body?: string]>>,
): Whim {
  return ({ method }, response) => {
    const [headers, body = ""] = answers[method] ?? [];
    if (!headers) return false;
    response.writeHead(200, { "content-type": imageType, ...headers }).end(body);
    return true;
  };
}

test.run();
