#!/usr/bin/env bash
# Linters that are published on npm.
set -Eeuo pipefail
prefix="$1"

cd "${prefix}"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund dclint@3.1.0 markdownlint-cli2@0.22.1
for program in dclint markdownlint-cli2; do
  ln -sf "../node_modules/.bin/${program}" "${prefix}/bin/${program}"
done
