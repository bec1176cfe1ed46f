#!/usr/bin/env bash
# mypy, which checks the types of Python.
set -Eeuo pipefail
prefix="$1"

python3 -m venv "${prefix}/venv"
"${prefix}/venv/bin/pip" install -q --disable-pip-version-check mypy==2.4.1
ln -sf ../venv/bin/mypy "${prefix}/bin/mypy"
