#!/usr/bin/env bash
# checkov pins its many dependencies, so it has an environment of its own.
set -Eeuo pipefail
prefix="$1"

python3 -m venv "${prefix}/venv"
"${prefix}/venv/bin/pip" install -q --disable-pip-version-check checkov==3.3.30
ln -sf ../venv/bin/checkov "${prefix}/bin/checkov"
