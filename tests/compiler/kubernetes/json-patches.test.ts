// Lists that cannot be merged are changed item by item, where that is shorter than the list.
import fastCheck from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KubernetesObject } from "../../../compiler/kubernetes/object.ts";
import { linesOf, type Operation, operationsBetween } from "../../../compiler/targets/kustomize/json-patch.ts";
import { patchesOf } from "../../../compiler/targets/kustomize/patch.ts";

const ingress = (spec: object): KubernetesObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "api" },
  spec,
});

const rule = (host: string): object => ({ host, http: { paths: [{ path: "/", pathType: "Prefix" }] } });
const peer = (name: string): object => ({ from: [{ podSelector: { matchLabels: { name } } }] });

const cases: readonly (readonly [title: string, from: object, to: object, operations: readonly Operation[]])[] = [
  ["equal lists need none", { rules: [rule("a")] }, { rules: [rule("a")] }, []],
  [
    "a value within an item is replaced",
    { rules: [rule("a"), rule("b")] },
    { rules: [rule("a"), rule("c")] },
    [{ op: "replace", path: "/spec/rules/1/host", value: "c" }],
  ],
  [
    "a list within a list as well",
    { tls: [{ hosts: ["a", "b"], secretName: "s" }] },
    { tls: [{ hosts: ["a", "c"], secretName: "s" }] },
    [{ op: "replace", path: "/spec/tls/0/hosts/1", value: "c" }],
  ],
  [
    "a new item at the end is added there",
    { egress: [peer("a")] },
    { egress: [peer("a"), peer("b")] },
    [{ op: "add", path: "/spec/egress/-", value: peer("b") }],
  ],
  [
    "new items before others are added at their places",
    { egress: [peer("a"), peer("d")] },
    { egress: [peer("a"), peer("b"), peer("c"), peer("d")] },
    [
      { op: "add", path: "/spec/egress/1", value: peer("b") },
      { op: "add", path: "/spec/egress/2", value: peer("c") },
    ],
  ],
  [
    "what follows an item that is removed moves up",
    { egress: [peer("a"), peer("b"), peer("c"), peer("d")] },
    { egress: [peer("a"), peer("d")] },
    [
      { op: "remove", path: "/spec/egress/1" },
      { op: "remove", path: "/spec/egress/1" },
    ],
  ],
  [
    "keys of an item come and go",
    { rules: [{ ...rule("a"), old: 1 }] },
    { rules: [{ ...rule("a"), new: 2 }] },
    [
      { op: "add", path: "/spec/rules/0/new", value: 2 },
      { op: "remove", path: "/spec/rules/0/old" },
    ],
  ],
  [
    "a path has slashes and tildes of its own",
    { "a/b": [{ "c~d": 1, e: 1, f: 1 }] },
    { "a/b": [{ "c~d": 2, e: 1, f: 1 }] },
    [{ op: "replace", path: "/spec/a~1b/0/c~0d", value: 2 }],
  ],
];

for (const [title, from, to, operations] of cases) {
  test(`JSON patch: ${title}`, () => {
    assert.equal(patchesOf(ingress(from), ingress(to)), { merge: undefined, operations });
  });
}

test("an object is merged and changed item by item, each where it reads better", () => {
  const from = { className: "a", hostnames: ["a"], rules: [rule("a")] };
  const to = { className: "b", hostnames: ["b"], rules: [rule("b")] };
  const { merge, operations } = patchesOf(ingress(from), ingress(to));
  assert.equal(merge, { ...ingress({ className: "b", hostnames: ["b"] }) });
  assert.equal(operations, [{ op: "replace", path: "/spec/rules/0/host", value: "b" }]);
});

const lines: readonly (readonly [value: unknown, lines: number])[] = [
  ["a", 1],
  [null, 1],
  [[], 1],
  [{ a: {} }, 1],
  [{ a: 1, b: [] }, 2],
  [["a", "b"], 2],
  [[{ a: 1, b: { c: 1 } }], 3],
  [[{ op: "add", path: "/a/-", value: { b: ["c"] } }], 5],
];

test("how many lines a value takes", () => {
  for (const [value, count] of lines) assert.is(linesOf(value), count, JSON.stringify(value));
});

/** What a JSON patch makes of a value (https://www.rfc-editor.org/rfc/rfc6902#section-4). */
function patched(value: unknown, operations: readonly Operation[]): unknown {
  const document = { root: structuredClone(value) };
  for (const { op, path, value: operand } of operations) {
    const keys = path.split("/").slice(1);
    const last = keys.pop() as string;
    const parent = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
    if (Array.isArray(parent)) {
      const index = last === "-" ? parent.length : Number(last);
      parent.splice(index, op === "add" ? 0 : 1, ...(op === "remove" ? [] : [operand]));
    } else if (op === "remove") delete (parent as Record<string, unknown>)[last];
    else (parent as Record<string, unknown>)[last] = operand;
  }
  return document.root;
}

const value = fastCheck.letrec<{ value: unknown }>((tie) => ({
  value: fastCheck.oneof(
    { maxDepth: 3 },
    fastCheck.constantFrom(0, "", "a", true),
    fastCheck.array(tie("value"), { maxLength: 4 }),
    fastCheck.dictionary(fastCheck.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

test("the operations between two values make the one of the other", () => {
  fastCheck.assert(
    fastCheck.property(value, value, (from, to) => {
      assert.equal(patched(from, operationsBetween(from, to, "/root")), to);
    }),
  );
});

test.run();
