#!/usr/bin/env bash
# Builds the stand-ins for base images, stand-in/NAME, in the engine of DOCKER_HOST. Needs Debian's mirror, PyPI and npm,
# and no image registry.
#
#   build.sh APPS CACHE       the applications whose packages they bring; a folder for what takes long to make
set -Eeuo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
apps="$1"
cache="$2"
context="$(mktemp -d)"
trap 'rm -rf "${context}"' EXIT
cp -a "${here}/." "${context}/"

rootfs="${cache}/debian-$(sha256sum "${here}/rootfs.sh" | cut -c1-16).tar"
if [[ ! -e "${rootfs}" ]]; then
  rm -f "${cache}"/debian-*.tar
  "${here}/rootfs.sh" "${rootfs}"
fi
docker import "${rootfs}" stand-in/debian:12 >/dev/null

# What pip will find: built packages for the Python of Debian 12.
requirements=()
for file in "${apps}"/*/requirements*.txt; do
  requirements+=(--requirement "${file}")
done
python3 -m pip download --quiet --disable-pip-version-check --only-binary=:all: --python-version 3.11 \
  --platform "manylinux_2_28_$(uname -m)" --platform "manylinux2014_$(uname -m)" \
  --dest "${context}/wheels" "${requirements[@]}"

# What npm will find: its cache, filled by the installations that the images will do.
for file in "${apps}"/*/package-lock.json; do
  folder="${context}/install/$(basename "$(dirname "${file}")")"
  mkdir -p "${folder}"
  cp "${file%/*}"/package{,-lock}.json "${folder}/"
  npm ci --prefix "${folder}" --cache "${context}/npm-cache" --ignore-scripts --no-audit --no-fund >/dev/null
done
rm -rf "${context}/install" "${context}/npm-cache/_logs"

# This machine's node, with the npm that node 20 comes with.
if [[ "$(node --version)" != v20.* ]]; then
  printf 'error: this machine has no node 20, which stands in for node:20\n' >&2
  exit 1
fi
mkdir -p "${context}/host"/{npm,packages,usr/local/bin}
node="$(readlink -f "$(command -v node)")"
cp "${node}" "${context}/host/usr/local/bin/node"
cp "$(command -v tini-static)" "${context}/host/packages/tini"
(cd "${context}" && npm pack --silent npm@10.8.2 >/dev/null && tar -xzf npm-10.8.2.tgz -C host/npm --strip-components=1)

for name in python node nginx mongo wiremock; do
  docker buildx build --quiet --target "${name}" --tag "stand-in/${name}:latest" "${context}" >/dev/null
done
