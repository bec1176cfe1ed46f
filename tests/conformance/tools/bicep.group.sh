#!/usr/bin/env bash
# A grammar of Bicep, and a program that prints what it makes of texts.
set -Eeuo pipefail
prefix="$1"

cd "${prefix}"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund tree-sitter-bicep@1.1.0 web-tree-sitter@0.27.1

cat >"${prefix}/bicep-tree.mjs" <<'PROGRAM'
// Reads a list of texts in JSON, and prints a list with the syntax tree of each.
import { readFileSync } from "node:fs";
import { Language, Parser } from "web-tree-sitter";

const grammar = new URL("./node_modules/tree-sitter-bicep/", import.meta.url).pathname;
const files = process.argv.slice(2);
if (files[0] === "--version") {
  console.log(JSON.parse(readFileSync(`${grammar}package.json`, "utf8")).version);
} else {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(`${grammar}tree-sitter-bicep.wasm`));
  const print = (node) => ({
    type: node.type,
    line: node.startPosition.row + 1,
    start: node.startIndex,
    end: node.endIndex,
    named: node.isNamed,
    broken: node.isError || node.isMissing,
    children: node.children.map(print),
  });
  const texts = JSON.parse(readFileSync(0, "utf8"));
  console.log(JSON.stringify(texts.map((text) => print(parser.parse(text).rootNode))));
}
PROGRAM
cat >"${prefix}/bin/bicep-tree" <<'START'
#!/bin/sh
exec node "$(dirname "$(readlink -f "$0")")/../bicep-tree.mjs" "$@"
START
chmod +x "${prefix}/bin/bicep-tree"
