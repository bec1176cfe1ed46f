// Paths as people write them, and what they lead to.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { entryOf } from "../../../compiler/spec/entry.ts";
import { formatPath, type SpecPath, valueAt } from "../../../compiler/spec/path.ts";

const paths: readonly (readonly [string, SpecPath])[] = [
  ["the specification", []],
  ["services", ["services"]],
  ["services.api.ports[0]", ["services", "api", "ports", 0]],
  ["services.web-1.env.A_B", ["services", "web-1", "env", "A_B"]],
  ['files."/etc/a.conf"', ["files", "/etc/a.conf"]],
  ['a."b.c".d', ["a", "b.c", "d"]],
  ['a.""', ["a", ""]],
  ["a[0][1].b", ["a", 0, 1, "b"]],
];

for (const [text, path] of paths) {
  test(`a path is written ${text}`, () => {
    assert.is(formatPath(path), text);
  });
}

test("a value is found by its path, and what is not there is undefined", () => {
  const value = { a: { b: [1, { c: null }] }, "": 0 };
  assert.is(valueAt(value, []), value);
  assert.is(valueAt(value, ["a", "b", 0]), 1);
  assert.is(valueAt(value, ["a", "b", 1, "c"]), null);
  assert.is(valueAt(value, [""]), 0);
  const nowhere: readonly SpecPath[] = [["x"], ["a", "b", 2], ["a", "b", 0, "x"], ["a", "b", 1, "c", "d"]];
  const inherited: readonly SpecPath[] = [["constructor"], ["a", "toString"], ["a", "b", "map"], ["__proto__"]];
  for (const path of [...nowhere, ...inherited]) assert.is(valueAt(value, path), undefined, formatPath(path));
});

test("an entry is a map's own, not what every object inherits", () => {
  const map: Readonly<Record<string, number>> = JSON.parse('{ "a": 1, "__proto__": 2 }');
  assert.is(entryOf(map, "a"), 1);
  assert.is(entryOf(map, "__proto__"), 2);
  assert.is(entryOf(map, "constructor"), undefined);
  assert.is(entryOf(undefined, "a"), undefined);
});

test.run();
