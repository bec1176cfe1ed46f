// Where credentials for registries are found: Docker's config.json, and the helpers that it names.
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Credentials, type DockerConfig, keychainOf } from "../../../compiler/registry/credentials.ts";
import { dockerKeychain } from "../../../compiler/registry/docker-config.ts";
import { temporaryFolder } from "../../cli/workspace.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const alice = { auth: base64("alice:pass:word") };
const asAlice: Credentials = { kind: "password", user: "alice", password: "pass:word" };
const nobody: Credentials = { kind: "none" };

/** What a helper says of a server; nothing is what it says when it has nothing. */
const helpers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docker-credential-store": {
    "a.example": '{"ServerURL":"a.example","Username":"alice","Secret":"pass:word"}',
    "https://index.docker.io/v1/": '{"Username":"alice","Secret":"pass:word"}',
    "b.example": '{"Username":"<token>","Secret":"refresh"}',
    "c.example": "no JSON, and secret-of-alice",
  },
};

const cases: readonly (readonly [name: string, config: DockerConfig, host: string, expected: Credentials])[] = [
  ["an empty file", {}, "a.example", nobody],
  ["a file that is something else", { auths: [1], credHelpers: 2, credsStore: 3 }, "a.example", nobody],
  ["a host", { auths: { "a.example": alice } }, "a.example", asAlice],
  ["a host with a port", { auths: { "a.example:5000": alice } }, "a.example:5000", asAlice],
  ["another port", { auths: { "a.example:5000": alice } }, "a.example", nobody],
  ["another host", { auths: { "a.example": alice } }, "b.a.example", nobody],
  ["an address", { auths: { "https://a.example/v2/": alice } }, "a.example", asAlice],
  ["Docker Hub", { auths: { "https://index.docker.io/v1/": alice } }, "registry-1.docker.io", asAlice],
  ["Docker Hub by its short name", { auths: { "docker.io": alice } }, "registry-1.docker.io", asAlice],
  ["a name and a password", { auths: { a: { username: "alice", password: "pass:word" } } }, "a", asAlice],
  ["a padded password", { auths: { a: { auth: base64("alice:pass:word\0\0") } } }, "a", asAlice],
  [
    "characters of any kind",
    { auths: { a: { auth: base64("ä:ö") } } },
    "a",
    { kind: "password", user: "ä", password: "ö" },
  ],
  ["an identity token", { auths: { a: { ...alice, identitytoken: "t" } } }, "a", { kind: "identity", token: "t" }],
  ["what is no base64", { auths: { a: { auth: "%%%" } } }, "a", nobody],
  ["what has no colon", { auths: { a: { auth: base64("alice") } } }, "a", nobody],
  ["a store", { credsStore: "store" }, "a.example", asAlice],
  ["a store that has Docker Hub", { credsStore: "store" }, "registry-1.docker.io", asAlice],
  ["a store with a token", { credsStore: "store" }, "b.example", { kind: "identity", token: "refresh" }],
  ["a store that has nothing", { credsStore: "store" }, "d.example", nobody],
  ["a store and a file", { credsStore: "store", auths: { "d.example": alice } }, "d.example", asAlice],
  ["a helper of the host", { credsStore: "gone", credHelpers: { "a.example": "store" } }, "a.example", asAlice],
  [
    "a helper that talks nonsense",
    { credsStore: "store" },
    "c.example",
    { kind: "none", problem: "the credential helper docker-credential-store returns no valid credentials" },
  ],
  [
    "a helper that is not there",
    { credsStore: "gone" },
    "a.example",
    { kind: "none", problem: "the credential helper docker-credential-gone cannot be run" },
  ],
  [
    "a helper with a path for a name",
    { credsStore: "../../tmp/evil" },
    "a.example",
    { kind: "none", problem: "the credential helper in Docker's config.json has an invalid name" },
  ],
];

for (const [name, config, host, expected] of cases) {
  test(`credentials for ${host}: ${name}`, async () => {
    const keychain = keychainOf(config, async (program, server) => {
      const known = helpers[program];
      if (!known) throw new Error("not found");
      return known[server];
    });
    assert.equal(await keychain(host), expected);
  });
}

test("a helper is asked for a host once", async () => {
  let count = 0;
  const keychain = keychainOf({ credsStore: "store" }, async () => {
    count += 1;
    return undefined;
  });
  await Promise.all([keychain("a.example"), keychain("a.example")]);
  assert.is(count, 1);
});

/** A folder with Docker's settings, and with helpers in bin/. */
function home(config: string, programs: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  mkdirSync(`${folder}/.docker`);
  mkdirSync(`${folder}/bin`);
  writeFileSync(`${folder}/.docker/config.json`, config);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(`${folder}/bin/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}

test("the settings are in the home folder, or where DOCKER_CONFIG says", async () => {
  const folder = home(JSON.stringify({ auths: { "a.example": alice } }));
  assert.equal(await dockerKeychain({ HOME: folder })("a.example"), asAlice);
  assert.equal(await dockerKeychain({ HOME: "/nonexistent" })("a.example"), nobody);
  assert.equal(
    await dockerKeychain({ HOME: "/nonexistent", DOCKER_CONFIG: `${folder}/.docker` })("a.example"),
    asAlice,
  );
  assert.equal(await dockerKeychain({ HOME: home("{ broken") })("a.example"), nobody);
});

test("a helper is a program: it reads the server's name, and is known by what it says", async () => {
  const programs = {
    "docker-credential-good": `read -r server; [ "$1" = get ] && printf '{"Username":"%s","Secret":"pass:word"}' "$server"`,
    "docker-credential-empty": "echo 'credentials not found in native keychain'; exit 1",
    "docker-credential-broken": "echo 'secret-of-alice' >&2; exit 3",
    "docker-credential-hasty": "exec 0<&-; echo '{}'",
  };
  const helper = async (name: string): Promise<Credentials> => {
    const folder = home(JSON.stringify({ credsStore: name }), programs);
    return dockerKeychain({ HOME: folder, PATH: `${folder}/bin:${process.env.PATH}` })("a.example");
  };
  assert.equal(await helper("good"), { kind: "password", user: "a.example", password: "pass:word" });
  assert.equal(await helper("empty"), nobody);
  const problem = "the credential helper docker-credential-broken cannot be run";
  assert.equal(await helper("broken"), { kind: "none", problem });
  assert.match(JSON.stringify(await helper("hasty")), "no valid credentials");
  assert.match(JSON.stringify(await helper("missing")), "cannot be run");
});

test.run();
