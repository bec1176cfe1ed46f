// Overlays and values files hold what differs, and laying them over the base gives what was meant.
import fastCheck from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KubernetesObject } from "../../../compiler/kubernetes/object.ts";
import { type Values, valuesDifference } from "../../../compiler/targets/helm/difference.ts";
import { patchesOf } from "../../../compiler/targets/kustomize/patch.ts";

const deployment = (spec: object): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "api" },
  spec,
});

const head = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "api" } };

const cases: readonly (readonly [title: string, from: object, to: object, spec: object | undefined])[] = [
  ["equal objects need no patch", { replicas: 1 }, { replicas: 1 }, undefined],
  ["a changed value is written", { replicas: 3, paused: true }, { replicas: 1, paused: true }, { replicas: 1 }],
  ["null removes a key", { replicas: 3 }, {}, { replicas: null }],
  ["a key is added", {}, { replicas: 3 }, { replicas: 3 }],
  ["maps are merged", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, { a: { c: 3 } }],
  ["a list of which little stays is replaced", { args: ["a", "b"] }, { args: ["c"] }, { args: ["c"] }],
  [
    "a list below an item that is known by its name is replaced",
    { volumes: [{ name: "secrets", projected: { sources: [{ secret: { name: "a" } }, { secret: { name: "b" } }] } }] },
    { volumes: [{ name: "secrets", projected: { sources: [{ secret: { name: "b" } }] } }] },
    { volumes: [{ name: "secrets", projected: { sources: [{ secret: { name: "b" } }] } }] },
  ],
  [
    "items of a list are known by their names",
    {
      containers: [
        {
          name: "api",
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "2" },
          ],
        },
      ],
    },
    {
      containers: [
        {
          name: "api",
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "3" },
          ],
        },
      ],
    },
    { containers: [{ name: "api", env: [{ name: "B", value: "3" }] }] },
  ],
  [
    "an item is removed by name",
    { volumes: [{ name: "tmp", emptyDir: {} }, { name: "data" }] },
    { volumes: [{ name: "data" }] },
    { volumes: [{ $patch: "delete", name: "tmp" }] },
  ],
  [
    "mounts are known by their paths",
    { volumeMounts: [{ mountPath: "/a", name: "a" }] },
    { volumeMounts: [{ mountPath: "/b", name: "a" }] },
    {
      volumeMounts: [
        { mountPath: "/b", name: "a" },
        { $patch: "delete", mountPath: "/a" },
      ],
    },
  ],
  [
    "a probe that asks otherwise loses the old question",
    { readinessProbe: { httpGet: { port: 1 }, periodSeconds: 5 } },
    { readinessProbe: { tcpSocket: { port: 1 }, periodSeconds: 5 } },
    { readinessProbe: { httpGet: null, tcpSocket: { port: 1 } } },
  ],
];

for (const [title, from, to, spec] of cases) {
  test(`patch: ${title}`, () => {
    const merge = spec === undefined ? undefined : { ...head, spec };
    assert.equal(patchesOf(deployment(from), deployment(to)), { merge, operations: [] });
  });
}

/** What Helm makes of values that are laid over others. */
function laidOver(base: unknown, values: unknown): unknown {
  const isMap = (value: unknown): value is Values =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap(base) || !isMap(values)) return values;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete merged[key];
    else merged[key] = key in merged ? laidOver(merged[key], value) : value;
  }
  return merged;
}

const tree = fastCheck.letrec<{ value: unknown; map: Values }>((tie) => ({
  value: fastCheck.oneof(
    { maxDepth: 3 },
    fastCheck.constantFrom(0, 1, "", "a", true),
    fastCheck.array(fastCheck.constantFrom("a", "b"), { maxLength: 2 }),
    tie("map"),
  ),
  map: fastCheck.dictionary(fastCheck.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
})).map;

test("values: the difference laid over the base gives the environment's values", () => {
  fastCheck.assert(
    fastCheck.property(tree, tree, (base, environment) => {
      assert.equal(laidOver(base, valuesDifference(base, environment)), environment);
    }),
  );
});

test("values: there is no difference between equal ones", () => {
  fastCheck.assert(fastCheck.property(tree, (values) => assert.equal(valuesDifference(values, values), {})));
});

test.run();
