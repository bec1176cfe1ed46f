// A quoted word is one word to a shell, and the same one.
import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quoteShell } from "../../../compiler/literals/shell.ts";
import { sampleTexts } from "../../support/texts.ts";

// `sh` is dash on Debian and Ubuntu, bash elsewhere; both read scripts that are generated.
for (const shell of ["bash", "sh"]) {
  test(`${shell} finds the words that were written`, () => {
    const words = sampleTexts.filter((text) => !text.includes("\0"));
    // One command for each word, each in three places of the command line.
    const lines = words.map(
      (word) => `printf '%s\\0%s\\0%s\\0' ${quoteShell(word)} x=${quoteShell(word)} ${quoteShell(word)}x`,
    );
    const { stdout, stderr, status } = spawnSync(shell, ["-u"], {
      input: `cd /\n${lines.join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    assert.is(stderr, "");
    assert.is(status, 0);
    const wanted = words.flatMap((word) => [word, `x=${word}`, `${word}x`]);
    const found = stdout.split("\0").slice(0, -1);
    for (const [index, word] of wanted.entries()) assert.is(found[index], word);
    assert.is(found.length, wanted.length);
  });
}

test("only what has to be is quoted", () => {
  for (const word of ["npm", "--port=80", "a/b.c:1@2", "x~y", "50%"]) assert.is(quoteShell(word), word);
  assert.is(quoteShell(""), "''");
  assert.is(quoteShell("~/x"), "'~/x'");
  assert.is(quoteShell("A=/a:~/b"), "'A=/a:~/b'");
  assert.is(quoteShell("it's"), "'it'\\''s'");
});

test.run();
