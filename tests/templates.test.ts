// A template decides nothing: it prints what its view holds, through helpers that write one literal each.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import Handlebars from "handlebars";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { helperNames } from "../compiler/render/helper-names.ts";
import { root } from "./support/sources.ts";

const folder = `${root}templates/`;
const files = fastGlob.sync("**/*", { cwd: folder }).sort();
const isPartial = (file: string): boolean => file.split("/").includes("partials");
const templates = files.filter((file) => file.endsWith(".hbs"));
const nameOf = (file: string): string => file.replace(/\.hbs$/, "");

interface Node {
  readonly type: string;
  readonly path?: { readonly original?: unknown; readonly depth?: number; readonly data?: boolean };
  readonly params?: readonly unknown[];
  readonly name?: { readonly original?: unknown };
  readonly program?: { readonly blockParams?: readonly string[] };
}

test("every partial is used, and every one that is used exists", () => {
  const used = new Set([
    ...templates.flatMap((file) => nodesOf(file).flatMap((node) => partialName(node) ?? [])),
    ...fastGlob.sync("compiler/targets/**/*.ts", { cwd: root }).flatMap(partialsNamedIn),
  ]);
  assert.equal([...used].sort(), templates.filter(isPartial).map(nameOf).sort());
});

test("every helper is used", () => {
  const used = new Set(templates.flatMap((file) => nodesOf(file).flatMap((node) => node.path?.original ?? [])));
  assert.equal(
    helperNames.filter((name) => !used.has(name)),
    [],
  );
});

for (const file of templates) {
  test(`${file} writes values through helpers alone`, () => {
    const bare = nodesOf(file)
      .filter((node) => node.type === "MustacheStatement")
      .filter((node) => !helperNames.some((name) => name === node.path?.original) || node.params?.length !== 1);
    assert.equal(
      bare.map((node) => node.path?.original),
      [],
    );
  });

  test(`${file} has no block parameters, and reaches for nothing outside of its view`, () => {
    // Block parameters escape Handlebars' strict mode, and views that throw on unknown names.
    const nodes = nodesOf(file);
    assert.ok(nodes.every((node) => !node.program?.blockParams?.length));
    assert.ok(nodes.every((node) => (node.path?.depth ?? 0) <= 1 && !String(node.path?.original).startsWith("@root")));
  });

  test(`${file} has its control tags on lines of their own`, () => {
    const lines = readFileSync(folder + file, "utf8").split("\n");
    const mixed = lines.filter((line) => /\{\{[#/]|\{\{else/.test(line) && !/^(\{\{[^{}]*\}\})+$/.test(line.trim()));
    assert.equal(mixed, []);
  });
}

function partialName({ type, name }: Node): string | undefined {
  return type === "PartialStatement" && name?.original ? String(name.original) : undefined;
}

/** Partials that a view names, where each of several things is printed in its own way. */
function partialsNamedIn(path: string): readonly string[] {
  return [...readFileSync(root + path, "utf8").matchAll(/"(\w+\/partials\/\w+)"/g)].map(([, name = ""]) => name);
}

/** Every node of a template's syntax tree. */
function nodesOf(file: string): readonly Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("type" in value) found.push(value as Node);
    for (const [key, inner] of Object.entries(value)) if (key !== "loc") visit(inner);
  };
  visit(Handlebars.parse(readFileSync(folder + file, "utf8")));
  return found;
}

test.run();
