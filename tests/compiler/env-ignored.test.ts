// The files with secrets that git must ignore.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/compile.ts";
import { type Files, repositoryOf } from "../support/repository.ts";
import { sourceOf } from "../support/sources.ts";

/** The codes of findings about the repository of a service whose variable TOKEN is a secret. */
async function codesOf(variable: string, files: Files): Promise<readonly string[]> {
  const text = `
platform: { name: shop, description: Sells things. }
secrets: { token: Calls the bank. }
services: { api: { runtime: go@1.26, port: 8000, health: /health, env: { TOKEN: ${variable} } } }
environments: { prod: { tier: production } }
targets: { compose: true }
`;
  const source = {
    "api/go.mod": "module api\n\ngo 1.26\n",
    "api/main.go": "package main\n\n// Reads TOKEN_FILE.\n",
    ".gitignore": ".env\n",
    ...files,
  };
  const { diagnostics } = await compile({ ...sourceOf(text), repository: () => repositoryOf(source) });
  return diagnostics.filter(({ code }) => code.startsWith("repository/")).map(({ code }) => code);
}

const asFile = '"${secrets.token}"';
const asVariable = '{ value: "${secrets.token}", as: env, reason: A library reads it. }';

for (const [lines, isIgnored] of [
  ["", false],
  ["# .env", false],
  [".env.local", false],
  [".env\n!.env", false],
  ["api/.env", false],
  [".env", true],
  ["/.env", true],
  ["  \n.env*\r\n", true],
  ["**/.env", true],
  ["*.env", true],
] as const) {
  test(`${JSON.stringify(lines)} in .gitignore ${isIgnored ? "ignores" : "commits"} .env`, async () => {
    const codes = await codesOf(asVariable, { ".gitignore": lines });
    assert.equal(codes, isIgnored ? [] : ["repository/env-not-ignored"]);
    assert.equal(await codesOf(asFile, { ".gitignore": lines }), []);
  });
}

test.run();
