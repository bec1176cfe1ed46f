// Every guarantee of SECURITY.md names tests that exist.
import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "./support/sources.ts";

const [, guarantees = ""] = readFileSync(`${root}SECURITY.md`, "utf8").split("## Guarantees\n");
const paragraphs = guarantees.split("\n\n").filter((paragraph) => paragraph.startsWith("**"));

test("there are guarantees", () => assert.ok(paragraphs.length > 5));

for (const paragraph of paragraphs) {
  const title = /^\*\*(.*)\.\*\*/.exec(paragraph)?.[1] ?? paragraph;
  test(`the guarantee '${title}' names its tests`, () => {
    const named = [...paragraph.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = ""]) => path);
    assert.ok(named.length > 0);
    for (const path of named) assert.ok(existsSync(`${root}${path}`), path);
  });
}

test.run();
