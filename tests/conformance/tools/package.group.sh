#!/usr/bin/env bash
# What users run the package with: releases of Node and npm, an older TypeScript, and pre-commit. The binaries of Node are
# repackaged on npm; bin stays empty, because every check chooses its own.
set -Eeuo pipefail
prefix="$1"
node="npm:node-linux-$(node --print process.arch)"

cd "${prefix}"
npm init -y >/dev/null
npm install --ignore-scripts --force --no-audit --no-fund \
  "node20@${node}@20.20.2" "node22@${node}@22.23.3" "node24@${node}@24.21.0" \
  npm10@npm:npm@10.9.9 npm11@npm:npm@11.21.2 npm12@npm:npm@12.2.2 typescript5@npm:typescript@5.9.3
python3 -m venv "${prefix}/venv"
"${prefix}/venv/bin/pip" install -q --disable-pip-version-check pre-commit==4.7.0
