// Inputs of less than a mebibyte, each of which is large in one way, end with a finding.
import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { command, plainEnv, Workspace } from "../cli/workspace.ts";

const head = `platform: { name: shop, description: A shop. }
environments: { dev: { tier: development } }
`;
const service = "services: { till: { image: 'registry.example/till:1.0', port: 8080, health: /health } }\n";
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

const inputs: Readonly<Record<string, { readonly text: string; readonly code: string }>> = {
  "unknown keys": {
    text: head + service + many(20_000, (index) => `key${index}: 1\n`),
    code: "schema/unknown-property",
  },
  "unknown keys of services": {
    text: `${head}services:\n${many(4_000, (index) => `  s${index}: { image: x.example/a:1, helth: /health }\n`)}`,
    code: "schema/unknown-property",
  },
  "duplicate keys": { text: head + service + many(20_000, () => "key: 1\n"), code: "yaml/duplicate-key" },
  "a long name": {
    text: `${head}services: { ${"n".repeat(900_000)}: { image: 'x.example/a:1' } }\n`,
    code: "schema/invalid-name",
  },
  "a long reference": {
    text: `${head}${service.replace("port: 8080", `port: 8080, env: { A: '\${services.${"b".repeat(900_000)}.url}' }`)}`,
    code: "model/unclosed-reference",
  },
  "unclosed references": {
    text: head + service.replace("port: 8080", `port: 8080, env: { A: '${"${config.a".repeat(30_000)}' }`),
    code: "model/unclosed-reference",
  },
  "settings that refer to the next one twice": {
    text: `${head}config:\n${many(40, (index) => `  S${index}: { value: "\${config.S${index + 1}}\${config.S${index + 1}}" }\n`)}  S40: { value: x }\n${service.replace("port: 8080", "port: 8080, env: { A: '${config.S0}' }")}`,
    code: "model/string-too-long",
  },
  "lists in lists": { text: `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`, code: "yaml/" },
  "a pattern with many stars": {
    text: `${head}${service}overrides: { compose: [{ file: '${"*a".repeat(40)}b', path: /x-a, value: 1, reason: It is a test. }] }\n`,
    code: "override/",
  },
};

for (const [what, { text, code }] of Object.entries(inputs)) {
  test(`${what} end with a finding`, () => {
    assert.ok(text.length < 1024 * 1024);
    const workspace = new Workspace(text);
    // Minutes are none of the machine's: an algorithm of the wrong order would take hours.
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, "validate"], {
      cwd: workspace.folder,
      env: plainEnv,
      encoding: "utf8",
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.is(status, 1);
    assert.match(stdout + stderr, `error ${code}`);
  });
}

test.run();
