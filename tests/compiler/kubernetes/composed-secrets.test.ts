// A string with a secret in it is composed by a Go template, in which literal braces stay literal.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const cases: readonly (readonly [string, string])[] = [
  ["{${secrets.x}}", '{{ "{" }}{{ .x }}}'],
  ["{{${secrets.x}}}", '{{ "{{" }}{{ .x }}}}'],
  ["{{{${secrets.x}", '{{ "{{" }}{{ "{" }}{{ .x }}'],
  ["a{b${secrets.x}{", 'a{b{{ .x }}{{ "{" }}'],
];

for (const [value, template] of cases) {
  test(`External Secrets composes ${value}`, async () => {
    const { files, diagnostics } = await compile(
      sourceOf(`platform: { name: shop, description: A shop. }
secrets: { x: A password. }
services:
  till: { image: "x.example/a:1", port: 80, health: { tcp: true }, env: { ODBC: 'PWD=${value}' } }
environments: { prod: { tier: production } }
targets: { kubernetes: { secrets: { provider: external-secrets, store: vault } }, kustomize: true, compose: { enabled: false } }
`),
      { only: ["kustomize"] },
    );
    assert.equal(
      diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    // YAML escapes the quotes.
    const text = files.map((file) => file.text.replaceAll('\\"', '"')).join("\n");
    assert.ok(text.includes(`PWD=${template}`), text.match(/.*PWD=.*/)?.[0]);
  });
}

test.run();
