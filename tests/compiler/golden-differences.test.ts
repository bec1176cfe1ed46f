// A golden that differs says how, in a unified diff that is not too long to read.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertFolder, isUpdating } from "../support/golden.ts";

function differenceOf(expected: Readonly<Record<string, string>>, actual: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "golden-"));
  try {
    for (const [path, text] of Object.entries(expected)) writeFileSync(join(folder, path), text);
    assertFolder(folder, new Map(Object.entries(actual)));
    return "";
  } catch (error) {
    return (error as { readonly details?: string }).details ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const many = (count: number): string => Array.from({ length: count }, (_, index) => `${index}\n`).join("");

// What writes goldens compares none.
if (!isUpdating) {
  test("a file that is as expected has no difference", () => {
    assert.is(differenceOf({ a: "1\n" }, { a: "1\n" }), "");
  });

  test("a file that differs is shown as a unified diff", () => {
    assert.match(
      differenceOf({ a: "1\n2\n" }, { a: "1\n3\n" }),
      /--- expected\/a\n\+\+\+ actual\/a\n.*\n 1\n-2\n\+3\n/,
    );
  });

  test("a long difference is cut, and says by how much", () => {
    const difference = differenceOf({ a: "" }, { a: many(500) });
    assert.match(difference, /\.\.\. \d+ more lines/);
    assert.ok(difference.split("\n").length < 70);
  });

  test("of many files the first are shown, and the others counted", () => {
    const actual = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, "x\n"]));
    assert.match(differenceOf({}, actual), /4 more files differ: f5, f6, f7, f8/);
  });
}

test.run();
