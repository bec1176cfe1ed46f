// The script that validates environments, run on environment files and folders of secrets.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../support/sources.ts";

const script = `${root}tests/golden/settings-typed/expected/scripts/config-manager.sh`;
const folder = mkdtempSync(`${tmpdir()}/varai-gen-config-manager-`);

const valid: Readonly<Record<string, string>> = {
  MODE: "fast",
  ORIGINS: '"https://a.example, https://b.example"',
  PARTNER: "https://partner.example/api # the sandbox",
  RATIO: "0.25",
  REGION: "eu-west_1",
  STRICT: "'true'",
  TOKEN: "hunter2-is-secret",
  UPLOAD_LIMIT: "50Mi",
};

interface Case {
  readonly name: string;
  /** What differs from a valid environment file. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Further lines of the environment file. */
  readonly lines?: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
  readonly mode?: number;
  readonly envMode?: number;
  /** Parts of the lines of the report, in order. */
  readonly problems: readonly string[];
}

const size = "UPLOAD_LIMIT: must be a size such as 10Mi or 300MB, at most 1Gi";

const cases: readonly Case[] = [
  { name: "a valid environment", problems: [] },
  {
    name: "comments, exports and other settings of Compose",
    lines: ["", "# a", "COMPOSE_PROJECT_NAME=x"],
    problems: [],
  },
  {
    name: "a variable that is missing, and an empty one",
    env: { MODE: undefined, TOKEN: "" },
    problems: ["MODE: is not set", "TOKEN: is not set"],
  },
  { name: "a choice", env: { MODE: "slow" }, problems: ["MODE: must be one of fast, exact"] },
  { name: "a pattern", env: { REGION: "eu" }, problems: ["REGION: must be a string that matches"] },
  { name: "a number above its limit", env: { RATIO: "1.01" }, problems: ["RATIO: must be a number from 0 to 1"] },
  { name: "a boolean", env: { STRICT: "yes" }, problems: ["STRICT: must be true or false"] },
  { name: "a size above its limit", env: { UPLOAD_LIMIT: "1025Mi" }, problems: [size] },
  { name: "a size without a unit", env: { UPLOAD_LIMIT: "50" }, problems: [size] },
  { name: "a URL", env: { PARTNER: "partner" }, problems: ["PARTNER: must be a URL"] },
  {
    name: "a list with too many items",
    env: { ORIGINS: "a,b,c,d,e,f" },
    problems: ["ORIGINS: must be a list of 1 to 5"],
  },
  { name: "a list with an empty item", env: { ORIGINS: "a,,b" }, problems: ["ORIGINS: must be a list of 1 to 5"] },
  {
    name: "placeholders",
    env: { TOKEN: "change-me", PARTNER: "<partner>" },
    problems: ["PARTNER: is a placeholder", "TOKEN: is a placeholder"],
  },
  { name: "a variable that nothing reads", lines: ["MOOD=fast"], problems: ["MOOD: no environment reads it"] },
  {
    name: "a line that is no variable",
    lines: ["MODE fast"],
    problems: ["line 9 is neither a comment nor a variable"],
  },
  { name: "a secret that is missing", secrets: {}, problems: ["api-key: does not exist"] },
  { name: "an empty secret", secrets: { "api-key": "\n" }, problems: ["api-key: is empty"] },
  {
    name: "a file that is no secret",
    secrets: { "api-key": "x", other: "x" },
    problems: ["other: no environment reads this file"],
  },
  { name: "an environment file with a secret that others can read", envMode: 0o640, problems: ["chmod 0600"] },
  { name: "a folder that is open to others", mode: 0o755, problems: ["other users have access to it"] },
];

function runWith(one: Case, environment = "prod"): ReturnType<typeof spawnSync> {
  rmSync(`${folder}/secrets`, { recursive: true, force: true });
  mkdirSync(`${folder}/secrets`);
  for (const [name, text] of Object.entries(one.secrets ?? { "api-key": "hunter2-is-secret" })) {
    writeFileSync(`${folder}/secrets/${name}`, text);
  }
  chmodSync(`${folder}/secrets`, one.mode ?? 0o700);
  const variables = Object.entries({ ...valid, ...one.env }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  writeFileSync(`${folder}/env`, `${[...variables, ...(one.lines ?? [])].join("\n")}\n`);
  chmodSync(`${folder}/env`, one.envMode ?? 0o600);
  const args = [script, "validate", environment, "--env-file", `${folder}/env`, "--secrets", `${folder}/secrets`];
  return spawnSync("bash", args, { encoding: "utf8", env: { PATH: process.env.PATH } });
}

for (const one of cases) {
  test(`config-manager.sh: ${one.name}`, () => {
    const { status, stderr, stdout } = runWith(one);
    const lines = String(stderr).split("\n").slice(1, -1);
    assert.is(lines.length, one.problems.length, String(stderr));
    for (const [index, problem] of one.problems.entries()) assert.match(lines[index] ?? "", problem);
    assert.is(status, one.problems.length === 0 ? 0 : 78);
    assert.not.match(String(stderr) + String(stdout), "hunter2");
  });
}

test("config-manager.sh: wrong use ends with 2, and help with 0", () => {
  const [one] = cases;
  assert.ok(one);
  assert.is(runWith(one, "nowhere").status, 2);
  assert.is(spawnSync("bash", [script, "validate"]).status, 2);
  assert.is(spawnSync("bash", [script, "--help"]).status, 0);
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
