// An override writes strings that every reader of YAML finds again, whatever version of YAML it reads.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../compiler/compile.ts";
import { sourceOf } from "../support/sources.ts";
import { anyText, sampleTexts } from "../support/texts.ts";

async function readBack(values: readonly string[]): Promise<void> {
  const override = { file: "docker-compose.dev.yml", path: "/x-values", value: values, reason: "They are tried." };
  const { files } = await compile(
    sourceOf(`platform: { name: shop, description: A shop. }
services: { till: { image: "x.example/a:1", port: 80, health: { tcp: true } } }
environments: { dev: { tier: development } }
overrides: ${JSON.stringify({ compose: [override] })}
`),
    { only: ["compose"] },
  );
  const text = files.find(({ path }) => path === "docker-compose.dev.yml")?.text ?? "";
  for (const version of ["1.1", "1.2"] as const) {
    assert.equal(parse(text, { version, merge: true })["x-values"], values);
  }
}

test("words that are booleans or numbers elsewhere, and characters that are line breaks", async () => {
  await readBack([
    "yes",
    "on",
    "No",
    "1e3",
    "0o7",
    "1_000",
    "12:30",
    "~",
    "",
    "\u0085x\ufffe",
    "\u2028a",
    "\u007f",
    ...sampleTexts.filter((_, index) => index % 10 === 0),
  ]);
});

test("any strings", async () => {
  const lists = fc.sample(fc.array(anyText, { minLength: 20, maxLength: 20 }), { seed: 1, numRuns: 10 });
  for (const values of lists) await readBack(values);
});

test.run();
