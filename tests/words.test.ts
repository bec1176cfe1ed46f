// What people read uses the terms of the glossary in CONTRIBUTING.md, and none of the phrases that it rejects.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runProgram } from "../compiler/cli/program.ts";
import { root } from "./support/sources.ts";

/** Documents, schemas, templates, and source code with its comments, strings and names. */
const sources = ["*.md", "schema/*", "templates/**", "compiler/**/*.{ts,yaml}"];

/** Files that are generated from others, which are checked. */
const generated = ["compiler/built/**", "compiler/spec/spec.ts", "schema/reference.md"];

const commands = ["generate", "check", "diff", "validate", "list", "lock", "explain"];

interface Phrase {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** The block of CONTRIBUTING.md with the phrases: a regular expression, two spaces or more, and what to write. */
const block = /^```words\n(.*?)^```$/ms;

const phrases: readonly Phrase[] = (block.exec(readFileSync(`${root}CONTRIBUTING.md`, "utf8"))?.[1] ?? "")
  .trim()
  .split("\n")
  .map((line) => {
    const [, pattern = "", instead = ""] = /^(.+?) {2,}(.+)$/.exec(line) ?? [];
    return { pattern: new RegExp(pattern.replaceAll(" ", " +"), "gi"), instead };
  });

/** Every rejected phrase of a text. Line breaks, and the marks of comments after them, count as spaces. */
function findingsIn(path: string, text: string): readonly string[] {
  const flat = text.replace(/\n[ \t]*(?:\*(?!\/)|\/\/|#+)?[ \t]*/g, (gap) => " ".repeat(gap.length));
  return phrases.flatMap(({ pattern, instead }) =>
    [...flat.matchAll(pattern)].map(({ index, 0: phrase }) => {
      const line = text.slice(0, index).split("\n").length;
      return `${path}:${line}: "${phrase.replace(/ +/g, " ")}", write: ${instead}`;
    }),
  );
}

/** The text of a file without the list of phrases and what the glossary rejects. */
function readSource(path: string): string {
  const text = readFileSync(root + path, "utf8");
  if (path !== "CONTRIBUTING.md") return text;
  return text.replace(block, "").replace(/^(\| [^|]+ \| [^|]+ \|)[^|]*\|$/gm, "$1 |");
}

test("the phrases match what they reject, and nothing else", () => {
  assert.ok(phrases.length > 20);
  const rejected = [
    "Whoever deploys it sets the value.",
    "A worker is asked by a command.",
    "It is said which of them runs.",
    "cache is no Redis",
    "A network of\n// its own.",
    "0.5 processors",
    "the usual command",
  ];
  for (const text of rejected) assert.is.not(findingsIn("", text).length, 0, text);
  const accepted = [
    "There is no service 'api'.",
    "The job is no longer needed.",
    "Each service has its own network.",
    "processors: [batch]",
    "The user sets the CPU limit; the default is 500m.",
  ];
  for (const text of accepted) assert.equal(findingsIn("", text), []);
});

for (const path of fastGlob.sync(sources, { cwd: root, ignore: generated, dot: true }).sort()) {
  test(`${path} uses the terms of the field`, () => {
    assert.equal(findingsIn(path, readSource(path)), []);
  });
}

for (const args of [[], ...commands.map((command) => [command])]) {
  test(`varai-gen ${[...args, "--help"].join(" ")} uses the terms of the field`, async () => {
    let help = "";
    const code = await runProgram([...args, "--help"], {
      cwd: root,
      env: {},
      isTerminal: false,
      out: (text) => {
        help += text;
      },
      err: () => undefined,
    });
    assert.is(code, 0);
    assert.match(help, "Usage: varai-gen");
    assert.equal(findingsIn("--help", help), []);
  });
}

test.run();
