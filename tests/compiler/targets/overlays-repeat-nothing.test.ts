// An overlay holds nothing that equals the base: no value of its patches stands at the same place there.
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../../compiler/compile.ts";
import type { Operation } from "../../../compiler/targets/kustomize/json-patch.ts";
import { root, sourceOf } from "../../support/sources.ts";

/** Where repeating reads better: an expression for the places, and why. */
const exceptions: readonly (readonly [RegExp, string])[] = [
  [
    /dev\/null\/deployment\.yaml \/spec\/template\/spec\/volumes\/secrets\/projected\/sources\//,
    "volumes are known by their names, so that a list within one has no path to change it by",
  ],
  [
    /null\/ingress\.yaml \/spec\/tls\/0\/secretName$/,
    "every host of a certificate changes, so that the list is shorter than an operation for each host",
  ],
];

/** What an object is known by. */
const identity = /^\/(apiVersion|kind|metadata\/name)$/;

const keysOfLists: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  env: ["name"],
  ports: ["containerPort", "port"],
  volumeMounts: ["mountPath"],
  volumes: ["name"],
};

interface Patch {
  readonly path: string;
  readonly target?: { readonly kind: string; readonly name?: string };
}

type Values = Readonly<Record<string, unknown>>;

const kustomizations = fastGlob.sync(
  ["tests/golden/*/expected", "generated", "examples/*"].map((tree) => `${tree}/**/overlays/*/kustomization.yaml`),
  { cwd: root },
);

const read = (path: string): unknown => parse(readFileSync(`${root}${path}`, "utf8"));
const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

/** The places of a patch whose value is the base's. */
function repeated(base: unknown, patch: unknown, place: string): readonly string[] {
  if (Array.isArray(patch)) return patch.flatMap((item, index) => repeatedItem(base, item, place, index));
  if (!isMap(patch)) return base === patch ? [place] : [];
  return Object.entries(patch).flatMap(([key, value]) =>
    repeated(isMap(base) ? base[key] : undefined, value, `${place}/${key}`),
  );
}

function repeatedItem(base: unknown, item: unknown, place: string, index: number): readonly string[] {
  const list = Array.isArray(base) ? base : [];
  const name = place.slice(place.lastIndexOf("/") + 1);
  const key = keysOfLists[name]?.find((candidate) => isMap(item) && candidate in item);
  if (key === undefined || !isMap(item)) return repeated(list[index], item, `${place}/${index}`);
  const { [key]: id, ...rest } = item;
  return repeated(
    list.find((candidate) => isMap(candidate) && candidate[key] === id),
    rest,
    `${place}/${id}`,
  );
}

/** What a value has at the path of an operation. */
function valueAt(value: unknown, path: string): unknown {
  const keys = path.split("/").slice(1);
  return keys.reduce<unknown>((at, key) => (at as Values | undefined)?.[unescaped(key)], value);
}

const unescaped = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~");

function findings(folder: string, { path, target }: Patch): readonly string[] {
  const base = `${dirname(dirname(folder))}/base/${path.replace(".json-patch.yaml", ".yaml")}`;
  // One patch for the pods of all workloads has no object of its own.
  if (!existsSync(`${root}${base}`)) return target && target.name === undefined ? [] : [`${path} patches nothing`];
  const [object, patch] = [read(base), read(`${folder}/${path}`)];
  const places = Array.isArray(patch)
    ? (patch as readonly Operation[]).flatMap((operation) =>
        operation.op === "replace" ? repeated(valueAt(object, operation.path), operation.value, operation.path) : [],
      )
    : repeated(object, patch, "").filter((place) => !identity.test(place));
  return places.map((place) => `${folder}/${path} ${place}`);
}

test("no patch of an overlay repeats what the base has", () => {
  const found = kustomizations.flatMap((file) => {
    const { patches = [] } = read(file) as { readonly patches?: readonly Patch[] };
    return patches.flatMap((patch) => findings(dirname(file), patch));
  });
  assert.ok(kustomizations.length > 15, "overlays are found");
  assert.equal(
    found.filter((finding) => !exceptions.some(([place]) => place.test(finding))),
    [],
  );
  for (const [place, why] of exceptions)
    assert.ok(
      found.some((finding) => place.test(finding)),
      `unused: ${why}`,
    );
});

test("a patch of items names its object alone: a dot is no other character", async () => {
  const routes = (path: string): string => `routes: [{ host: a.example }, { host: b.example, path: ${path} }]`;
  const { files } = await compile(
    sourceOf(`
platform: { name: shop, description: Sells., registry: registry.example/shop, domain: shop.example }
services:
  api: { image: example.com/api:1.0.0, port: 3000, ${routes("/v1")} }
environments:
  prod: { tier: production }
  staging: { tier: staging, location: elsewhere, services: { api: { ${routes("/v2")} } } }
targets:
  kubernetes: { ingress: { kind: gateway, gateway: infra/public } }
  kustomize: true
`),
    { verify: false },
  );
  const textOf = (path: string): string => files.find((file) => file.path.endsWith(path))?.text ?? "";
  const { patches } = parse(textOf("overlays/staging/kustomization.yaml")) as { readonly patches: readonly Patch[] };
  assert.equal(
    patches.filter(({ target }) => target?.kind === "HTTPRoute"),
    [{ path: "api/2-httproute.json-patch.yaml", target: { kind: "HTTPRoute", name: "api\\.2" } }],
  );
  assert.equal(parse(textOf("overlays/staging/api/2-httproute.json-patch.yaml")), [
    { op: "replace", path: "/spec/rules/0/matches/0/path/value", value: "/v2" },
  ]);
});

test.run();
