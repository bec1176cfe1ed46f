// A command is split into words as a shell does it, and what only a shell could do is refused.
import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { splitCommand } from "../../../compiler/spec/command-line.ts";

const commands: readonly (readonly [string, ...string[]])[] = [
  ["node server.js", "node", "server.js"],
  ["  node\t a.js  ", "node", "a.js"],
  ["a 'b c' d", "a", "b c", "d"],
  ['a "b c" d', "a", "b c", "d"],
  ["a --x='b c'd", "a", "--x=b cd"],
  ["a ''", "a", ""],
  ['a "" b', "a", "", "b"],
  ["a b\\ c", "a", "b c"],
  ["a \\'b\\'", "a", "'b'"],
  ['a "it\'s"', "a", "it's"],
  ["a '\"'", "a", '"'],
  ['a "\\"\\\\\\n"', "a", '"\\\\n'],
  ["a 'x\\y'", "a", "x\\y"],
  ["a '$HOME' '|' '#'", "a", "$HOME", "|", "#"],
  ["a \\$b \\| \\#", "a", "$b", "|", "#"],
  ["a b=c %d @e [f] {g} ^h !i", "a", "b=c", "%d", "@e", "[f]", "{g}", "^h", "!i"],
  ["a 'b\nc'", "a", "b\nc"],
  ["ä 日本", "ä", "日本"],
  ["a b \\\n  c\\\nd", "a", "b", "cd"],
  ['a "b\\\nc"', "a", "bc"],
  ["a 'b\\\nc'", "a", "b\\\nc"],
  ["a b\n\n", "a", "b"],
  ['a "costs 5$"', "a", "costs 5$"],
];

for (const [text, ...words] of commands) {
  test(`words of ${JSON.stringify(text)}`, () => {
    assert.equal(splitCommand(text), { words });
  });
}

test("a shell finds the same words", () => {
  const lines = commands.map(([text]) => `printf '%s\\0' ${text}\nprintf '\\n\\0'`);
  const { stdout } = spawnSync("sh", ["-f"], { input: `${lines.join("\n")}\n`, encoding: "utf8" });
  const wanted = commands.flatMap(([, ...words]) => [...words, "\n"]);
  assert.equal(stdout.split("\0").slice(0, -1), wanted);
});

test("references stay as they are", () => {
  assert.equal(splitCommand("a ${b.c} --d=${e}f"), { words: ["a", "${b.c}", "--d=${e}f"] });
  assert.equal(splitCommand("a \"${b.c} d\" '${e}'"), { words: ["a", "${b.c} d", "${e}"] });
  assert.equal(splitCommand('a $${b c} "$${d}"'), { words: ["a", "$${b c}", "$${d}"] });
});

const problems: Readonly<Record<string, RegExp>> = {
  "a | b": /'\|'/,
  "a && b": /'&'/,
  "a; b": /';'/,
  "a > b": /'>'/,
  "a < b": /'<'/,
  "a $(b)": /'\$'/,
  "a `b`": /'`'/,
  "a $B": /'\$'/,
  'a "$B c"': /'\$'/,
  'a "`b`"': /'`'/,
  'a "$(b)"': /'\$'/,
  "B=c a": /variable assignment/,
  "a *.js": /'\*'/,
  "a b?": /'\?'/,
  "~/a": /'~'/,
  "a # b": /'#'/,
  "a\nb\n": /'\\n'/,
  "(a)": /'\('/,
  "a 'b": /unclosed/,
  'a "b\\"': /unclosed/,
  "   ": /no command/,
};

for (const [text, problem] of Object.entries(problems)) {
  test(`${JSON.stringify(text)} needs a shell, or makes no sense`, () => {
    const split = splitCommand(text);
    assert.match("problem" in split ? split.problem : "", problem);
  });
}

test.run();
