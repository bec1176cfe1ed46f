// How the names of images, the addresses of mirrors and the challenges of registries are read.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { addressOf, isPrivate, parseMirror } from "../../../compiler/registry/address.ts";
import { parseChallenges } from "../../../compiler/registry/challenge.ts";
import { parseReference } from "../../../compiler/registry/reference.ts";

/** The registry, repository and tag of a name, as one text. */
const references: Readonly<Record<string, string>> = {
  python: "docker.io library/python latest",
  "python:3.11-slim": "docker.io library/python 3.11-slim",
  "nginxinc/nginx-unprivileged:1.28": "docker.io nginxinc/nginx-unprivileged 1.28",
  "docker.io/python:3": "docker.io library/python 3",
  "index.docker.io/a/b:3": "docker.io a/b 3",
  "ghcr.io/astral-sh/uv:0.9": "ghcr.io astral-sh/uv 0.9",
  "mcr.microsoft.com/dotnet/sdk:8.0": "mcr.microsoft.com dotnet/sdk 8.0",
  "localhost/a:1": "localhost a 1",
  "localhost:5000/a": "localhost:5000 a latest",
  "registry:5000/a/b/c:1": "registry:5000 a/b/c 1",
  "127.0.0.1:5000/a:1_2.3-4": "127.0.0.1:5000 a 1_2.3-4",
  "[::1]:5000/a:1": "[::1]:5000 a 1",
  "Registry/a:1": "Registry a 1",
  "a__b/c-d--e.f:1": "docker.io a__b/c-d--e.f 1",
};

for (const [image, expected] of Object.entries(references)) {
  test(`'${image}' is ${expected}`, () => {
    const { registry, repository, tag } = parseReference(image) ?? {};
    assert.is([registry, repository, tag].join(" "), expected);
  });
}

const noReferences = [
  ...["", ":", "a:", ":1", "A", "a b", "a/", "/a", "a//b", "-a", "a-", "a..b", "a___b", "ä", "a:1 2", "a:.1"],
  ...[
    "http://a.example/b",
    "https://a.example/b:1",
    "../a:1",
    "a/../b",
    "a?b",
    "a#b",
    "a.example/b%2fc",
    "u@a.example/b",
  ],
  ...[
    "a.example:port/b",
    "a.example:1234567/b",
    `a:${"1".repeat(129)}`,
    `a/${"b".repeat(255)}:1`,
    "a\n",
    "$" + "{A}:1",
  ],
];

for (const image of noReferences) {
  test(`${JSON.stringify(image.slice(0, 40))} is no name of an image`, () => {
    assert.is(parseReference(image), undefined);
  });
}

/** Where a registry is asked. */
const origins: Readonly<Record<string, string>> = {
  "docker.io": "https://registry-1.docker.io",
  "ghcr.io": "https://ghcr.io",
  "a.example:5000": "https://a.example:5000",
  "localhost:5000": "http://localhost:5000",
  localhost: "http://localhost",
  "127.1.2.3:80": "http://127.1.2.3:80",
  "[::1]:5000": "http://[::1]:5000",
  "localhost.example:5000": "https://localhost.example:5000",
  "128.0.0.1:5000": "https://128.0.0.1:5000",
  "127.0.0.1.example": "https://127.0.0.1.example",
};

for (const [registry, origin] of Object.entries(origins)) {
  test(`${registry} is asked at ${origin}`, () => assert.is(addressOf(registry).origin, origin));
}

/** What a mirror stands for, where it is asked, and what goes before the names of repositories. */
const mirrors: Readonly<Record<string, readonly [string | undefined, string, string]>> = {
  "mirror.example": [undefined, "https://mirror.example", ""],
  "mirror.example:5000": [undefined, "https://mirror.example:5000", ""],
  "https://mirror.example/": [undefined, "https://mirror.example", ""],
  "docker.io=mirror.example/hub": ["docker.io", "https://mirror.example", "hub/"],
  "ghcr.io=https://mirror.example/a/b/": ["ghcr.io", "https://mirror.example", "a/b/"],
  "localhost:5000=127.0.0.1:6000": ["localhost:5000", "http://127.0.0.1:6000", ""],
  "127.0.0.1:6000": [undefined, "http://127.0.0.1:6000", ""],
  "http://[::1]:6000": [undefined, "http://[::1]:6000", ""],
  "https://localhost:6000": [undefined, "https://localhost:6000", ""],
};

for (const [text, [registry, origin, prefix]] of Object.entries(mirrors)) {
  test(`the mirror '${text}' is asked at ${origin}`, () => {
    const mirror = parseMirror(text);
    assert.is(mirror?.registry, registry);
    assert.is(mirror?.address.origin, origin);
    assert.is(mirror?.address.prefix, prefix);
  });
}

for (const text of [
  ...["", "=", "a=", "=a", "http://mirror.example", "docker.io=http://mirror.example", "ftp://a", "a b", "a/b?c"],
  ...["user:secret@mirror.example", "https://user@mirror.example", "a/../b c", "a:port", "a:123456"],
]) {
  test(`'${text}' is no mirror`, () => assert.is(parseMirror(text), undefined));
}

test("only what is encrypted, or stays on this machine, is private", () => {
  const addresses = [
    "https://a.example/",
    "http://a.example/",
    "http://127.0.0.1:1/",
    "http://localhost/",
    "ftp://localhost/",
  ];
  assert.equal(
    addresses.filter((address) => isPrivate(new URL(address))),
    ["https://a.example/", "http://127.0.0.1:1/", "http://localhost/"],
  );
});

const challenges: Readonly<Record<string, readonly (readonly [string, Readonly<Record<string, string>>])[]>> = {
  "": [],
  Basic: [["basic", {}]],
  'Basic realm="a"': [["basic", { realm: "a" }]],
  'Bearer realm="https://a/t",service="a, b",scope="repository:x:pull,push"': [
    ["bearer", { realm: "https://a/t", service: "a, b", scope: "repository:x:pull,push" }],
  ],
  'Negotiate, BASIC realm = "a \\"quoted\\" one" , Bearer Realm=b, service=c': [
    ["negotiate", {}],
    ["basic", { realm: 'a "quoted" one' }],
    ["bearer", { realm: "b", service: "c" }],
  ],
  '"nonsense': [],
};

for (const [header, expected] of Object.entries(challenges)) {
  test(`the challenge ${header === "" ? "that is empty" : header} is understood`, () => {
    const found = parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
    assert.equal(found, expected);
  });
}

test.run();
