// Vault's agent composes a secret of the text and the secrets that it consists of, whatever the text is.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";
import { anyText } from "../../support/texts.ts";

function specWith(text: string): string {
  return `
platform: { name: shop, description: Sells things. }
secrets: { key: Signs tokens. }
services:
  one: { image: a/b:1, health: { command: [x] }, env: { TEXT: ${JSON.stringify(text)} } }
environments: { prod: { tier: production } }
targets: { compose: { secrets: { provider: vault, address: "https://vault.example:8200" } } }
`;
}

/** The template of the only secret, as the agent reads it from its configuration. */
async function templateOf(text: string): Promise<string> {
  const { files } = await compile(sourceOf(specWith(text)));
  const agent = files.find(({ path }) => path === "vault/prod/agent.hcl")?.text ?? "";
  const [, literal = '""'] = /^ {2}contents +=\s(".*")$/m.exec(agent) ?? [];
  return JSON.parse(literal);
}

/** What a template makes of the value of the secret (https://pkg.go.dev/text/template); throws for an unknown action. */
function rendered(template: string, value: string): string {
  let result = "";
  let rest = template;
  for (let start = rest.indexOf("{{"); start >= 0; start = rest.indexOf("{{")) {
    result += rest.slice(0, start);
    const [action = "", quoted = ""] =
      /^\{\{ (?:with secret "[^"]*"|index \.Data\.data "key"|"([^"]*)"|end) \}\}/.exec(rest.slice(start)) ?? [];
    if (action === "") throw new Error(`'${rest.slice(start, start + 40)}' is no action of ${template}`);
    result += action.includes("index") ? value : quoted;
    rest = rest.slice(start + action.length);
  }
  return result + rest;
}

for (const text of ["", "a", "{", "{{", "}}", "{{ x }}", '{"a": "', "{{{", "${", "{ {"]) {
  test(`${JSON.stringify(text)} stands on both sides of a secret`, async () => {
    const escaped = text.replaceAll("${", () => "$${");
    const template = await templateOf(`${escaped}\${secrets.key}${escaped}`);
    assert.is(rendered(template, "VALUE"), `${text}VALUE${text}`);
  });
}

test("any text stands on both sides of a secret", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyText.filter((text) => !text.includes("$")),
      async (text) => {
        assert.is(rendered(await templateOf(`${text}\${secrets.key}${text}`), "VALUE"), `${text}VALUE${text}`);
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test.run();
