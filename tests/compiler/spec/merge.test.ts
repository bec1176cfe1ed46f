// Layers are laid on each other: maps merge, everything else replaces, null removes.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Layering } from "../../../compiler/spec/merge.ts";
import { nodeOf, type SpecNode } from "../../../compiler/spec/node.ts";

const layer = (value: unknown): SpecNode => nodeOf(value, { kind: "default", key: "test" });

function merge(base: unknown, over: unknown): unknown {
  const layering = new Layering();
  return layering.merge(layer(base), over === undefined ? undefined : layer(over))?.plain;
}

const cases: readonly {
  readonly name: string;
  readonly base: unknown;
  readonly over: unknown;
  readonly want: unknown;
}[] = [
  {
    name: "maps merge, at every level",
    base: { a: { b: 1 }, c: 2 },
    over: { a: { d: 3 } },
    want: { a: { b: 1, d: 3 }, c: 2 },
  },
  { name: "a scalar replaces", base: { a: 1 }, over: { a: 2 }, want: { a: 2 } },
  { name: "a list replaces as a whole", base: { a: [1, 2] }, over: { a: [3] }, want: { a: [3] } },
  { name: "an empty list replaces too", base: { a: [1] }, over: { a: [] }, want: { a: [] } },
  { name: "an empty map changes nothing", base: { a: { b: 1 } }, over: { a: {} }, want: { a: { b: 1 } } },
  { name: "a map replaces what is none", base: { a: [1] }, over: { a: { b: 1 } }, want: { a: { b: 1 } } },
  { name: "null removes", base: { a: 1, b: 2 }, over: { a: null }, want: { b: 2 } },
  { name: "null removes what is not there", base: { b: 2 }, over: { a: null }, want: { b: 2 } },
  {
    name: "null in a map that is new removes nothing",
    base: {},
    over: { a: { b: null, c: { d: null } } },
    want: { a: { c: {} } },
  },
  { name: "null in a list is an item", base: {}, over: { a: [null] }, want: { a: [null] } },
  {
    name: "false and 0 and an empty text are values",
    base: { a: 1, b: 1, c: 1 },
    over: { a: false, b: 0, c: "" },
    want: { a: false, b: 0, c: "" },
  },
  { name: "nothing over something leaves it", base: { a: 1 }, over: undefined, want: { a: 1 } },
  {
    name: "another origin takes back the one below",
    base: { runtime: {}, port: 1 },
    over: { image: "x" },
    want: { port: 1, image: "x" },
  },
  {
    name: "another way to start takes back the one below",
    base: { server: {}, start: ["a"] },
    over: { static: {} },
    want: { static: {} },
  },
  {
    name: "another question takes back the one below",
    base: { health: { http: "/", retries: 3 } },
    over: { health: { tcp: true } },
    want: { health: { retries: 3, tcp: true } },
  },
  {
    name: "of a layer that says two, both stay: it is reported",
    base: { image: "x" },
    over: { image: "y", engine: {} },
    want: { image: "y", engine: {} },
  },
  {
    name: "removing one leaves the others",
    base: { http: "/", tcp: true },
    over: { command: null },
    want: { http: "/", tcp: true },
  },
];

for (const { name, base, over, want } of cases) {
  test(name, () => {
    const before = JSON.stringify([base, over]);
    assert.equal(merge(base, over), want);
    assert.is(JSON.stringify([base, over]), before, "the layers stay as they are");
  });
}

test("what every object inherits is no entry below", () => {
  const over = JSON.parse('{ "constructor": { "a": 1 }, "__proto__": { "b": 2 }, "toString": null }');
  const merged = merge({}, over) as object;
  assert.equal(Object.keys(merged), ["constructor", "__proto__"]);
  assert.is(Object.getPrototypeOf(merged), Object.prototype);
});

test("each layer is laid on all before it", () => {
  const layers = [undefined, layer({ a: null }), layer({ b: { d: 2 }, a: 3 })];
  const merged = new Layering().mergeAll(layer({ a: 1, b: { c: 1 } }), ...layers);
  assert.equal(merged.plain, {
    b: { c: 1, d: 2 },
    a: 3,
  });
});

test("a null removes what is there, and is idle where nothing is", () => {
  const layering = new Layering();
  const over = layer({ a: null, b: { c: null }, d: null });
  const merged = layering.merge(layer({ a: 1, d: { e: 2 } }), over);
  assert.equal(merged?.plain, { b: {} });
  const nulls = { a: over.child("a"), c: over.child("b")?.child("c"), d: over.child("d") };
  assert.equal([...layering.removing], [nulls.a, nulls.d]);
  assert.equal([...layering.idle], [nulls.c]);
  assert.equal([...(merged?.removed?.keys() ?? [])], ["a", "d"]);
});

test.run();
