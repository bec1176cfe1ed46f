// A reference leads to one thing, or it is said that it leads to nothing; everything else in a text stays as it is.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import type { Text } from "../../../compiler/model/text.ts";
import { sourceOf } from "../../support/sources.ts";
import { anyText } from "../../support/texts.ts";

function specWith(text: string): string {
  return `
platform: { name: shop, description: Sells things., domain: shop.example, owner: us }
secrets: { key: Signs tokens. }
config:
  LEVEL: { description: How much. , value: "\${environment.name}-\${service.name}" }
  NESTED: { description: The other one., value: "<\${config.LEVEL}>" }
  HOST: { description: Supplied., required: true }
  CYCLE: { description: Itself., value: "\${config.CYCLE}" }
external: { mail: { url: "smtp://mail.example:25" } }
services:
  one:
    image: a/b:1
    port: { number: 8080, protocol: https }
    health: /
    env: { TEXT: ${JSON.stringify(text)} }
  two: { image: a/b:1, port: { number: 5000, protocol: tcp }, health: { tcp: true } }
  worker: { image: a/b:1, health: { command: [x] } }
  database: { engine: postgres@16, password: "\${secrets.key}" }
environments:
  prod: { tier: production, domain: prod.shop.example }
`;
}

/** What a variable of the service `one` resolves to, and the messages about it. */
async function resolve(
  text: string,
): Promise<{ readonly value: Text | undefined; readonly messages: readonly string[] }> {
  const { platform, diagnostics } = await compile(sourceOf(specWith(text)), { verify: false });
  const service = platform?.environments[0]?.services.find(({ name }) => name === "one");
  return {
    value: service?.env.find(({ name }) => name === "TEXT")?.value,
    messages: diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, help }) => `${message} ${help}`),
  };
}

const host = (service: string) => ({ kind: "service", service, attribute: "host" });
const port = (service: string) => ({ kind: "service", service, attribute: "port" });
const secret = { kind: "secret", secret: "key", encoding: "none" };

const texts: Readonly<Record<string, readonly unknown[]>> = {
  "plain $text {with} $$ signs": ["plain $text {with} $$ signs"],
  "$${x} and $$${y}": ["${x} and $${y}"],
  "${{ github.ref }}": ["${{ github.ref }}"],
  "${platform.name}/${platform.owner}": ["shop/us"],
  "${platform.domain}": ["prod.shop.example"],
  "${environment.name} ${environment.tier}": ["prod production"],
  "${service.name}": ["one"],
  "a${secrets.key}b": ["a", secret, "b"],
  "${secrets.key.file}": [{ kind: "secret-file", secret: "key" }],
  "${config.HOST}:1": [{ kind: "setting", setting: "HOST" }, ":1"],
  "${external.mail.url} ${external.mail.host} ${external.mail.port}": ["smtp://mail.example:25 mail.example 25"],
  "${external.mail.address}": ["mail.example:25"],
  "${services.one.url}": [{ kind: "service", service: "one", attribute: "origin" }],
  "${services.two.url}": ["tcp://", host("two"), ":", port("two")],
  "${services.two.address}": [host("two"), ":", port("two")],
  "${services.database.host}": [host("database")],
};

for (const [text, value] of Object.entries(texts)) {
  test(`'${text}' is resolved`, async () => {
    assert.equal(await resolve(text), { value, messages: [] });
  });
}

test("the address of a database has its password in it, encoded", async () => {
  const { value = [] } = await resolve("${services.database.url}");
  assert.is(value[0], "postgresql://postgres:");
  assert.equal(value[1], { kind: "secret", secret: "key", encoding: "url" });
});

const nowhere: Readonly<Record<string, RegExp>> = {
  "${}": /'\$\{\}' cannot be resolved/,
  "${secret.key}": /cannot be resolved.*secrets\.key/,
  "${secrets.kye}": /cannot be resolved.*secrets\.key/,
  "${secrets.key.value}": /cannot be resolved/,
  "${config.LEVLE}": /cannot be resolved.*config\.LEVEL/,
  "${services.worker.url}": /cannot be resolved/,
  "${services.one.path}": /cannot be resolved/,
  "${services.one}": /cannot be resolved/,
  "${external.mail}": /cannot be resolved/,
  "${platform.nam}": /cannot be resolved.*platform\.name/,
  "${platform.contact}": /cannot be resolved/,
  "${env.HOME}": /cannot be resolved/,
  "${HOME}": /cannot be resolved/,
  "${config.CYCLE}": /CYCLE/,
  "${secrets.constructor}": /cannot be resolved/,
  "${config.constructor}": /cannot be resolved/,
  "${platform.constructor}": /cannot be resolved/,
  "${platform.__proto__}": /cannot be resolved/,
  "${environment.toString}": /cannot be resolved/,
  "${external.constructor.url}": /cannot be resolved/,
  "${external.mail.valueOf}": /cannot be resolved/,
  "${services.constructor.url}": /cannot be resolved/,
};

for (const [text, message] of Object.entries(nowhere)) {
  test(`'${text}' is reported`, async () => {
    const { messages } = await resolve(text);
    assert.match(messages.join("\n"), message);
  });
}

test("settings are resolved where they are used, through other settings too", async () => {
  // There is no service around a setting, so its own text cannot name one.
  const { messages } = await resolve("${config.NESTED}");
  assert.match(messages.join("\n"), /'\$\{service\.name\}' cannot be resolved/);
});

test("any text without references is itself", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyText.filter((text) => !text.includes("${")),
      async (text) => {
        const { value } = await resolve(text);
        assert.equal(value, text === "" ? [] : [text]);
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

test.run();
