#!/usr/bin/env bash
# Builds the stand-ins for base images, stand-in/NAME, in the engine of DOCKER_HOST. Needs Debian's mirror, PyPI and npm,
# the proxy of Go, Maven Central, and no image registry.
#
#   build.sh APPS BOUTIQUE CACHE       the applications whose packages they bring; a folder for what takes long to make
#
# VARAI_DOTNET names a folder with a .NET SDK (dotnet) and NuGet packages (packages). Without it, there is no stand-in for .NET.
set -Eeuo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
apps="$1"
boutique="$2"
cache="$3"
context="$(mktemp -d)"
trap 'rm -rf "${context}"' EXIT
cp -a "${here}/." "${context}/"

# Imports a root file system that a script writes, which is kept until the script changes: NAME SCRIPT
import_rootfs() {
  local file
  file="${cache}/$1-$(sha256sum "${here}/$2" | cut -c1-16).tar"
  if [[ ! -e "${file}" ]]; then
    rm -f "${cache}/$1"-*.tar
    "${here}/$2" "${file}"
  fi
  docker import "${file}" "stand-in/$1:12" >/dev/null
}

import_rootfs debian rootfs.sh
import_rootfs java-debian rootfs-java.sh

# What pip will find: built packages for the Python of Debian 12.
requirements=()
for file in {"${apps}","${boutique}"}/*/requirements*.txt; do
  requirements+=(--requirement "${file}")
done
python3 -m pip download --quiet --disable-pip-version-check --only-binary=:all: --python-version 3.11 \
  --platform "manylinux_2_28_$(uname -m)" --platform "manylinux2014_$(uname -m)" \
  --dest "${context}/wheels" "${requirements[@]}"

# What npm will find: its cache, filled by the installations that the images will do.
for file in {"${apps}","${boutique}"}/*/package-lock.json; do
  folder="${context}/install/$(basename "$(dirname "${file}")")"
  mkdir -p "${folder}"
  cp "${file%/*}"/package{,-lock}.json "${folder}/"
  npm ci --prefix "${folder}" --cache "${context}/npm-cache" --ignore-scripts --no-audit --no-fund >/dev/null
done
rm -rf "${context}/install" "${context}/npm-cache/_logs"

# What Go will find: a proxy in a folder.
for file in "${boutique}"/*/go.sum; do
  (cd "${file%/*}" && GOFLAGS=-mod=mod GOMODCACHE="${context}/modules" go mod download)
done
mkdir -p "${context}/goproxy"
cp -a "${context}/modules/cache/download/." "${context}/goproxy/"
chmod -R u+w "${context}/modules"
rm -rf "${context}/modules"

# What Gradle will find: the dependencies of its build, with all that they name.
packages="$(sed -nE "s/^ *(implementation|testImplementation) '([^:]+):([^:]+):([^']+)'$/<dependency><groupId>\2<\/groupId><artifactId>\3<\/artifactId><version>\4<\/version><\/dependency>/p" \
  "${boutique}/ads/build.gradle")"
mkdir "${context}/pom"
printf '<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>%s</dependencies></project>\n' \
  "${packages}" >"${context}/pom/pom.xml"
mvn --quiet --batch-mode --file "${context}/pom/pom.xml" -Dmaven.repo.local="${context}/maven" dependency:resolve
find "${context}/maven" -name '_remote.repositories' -delete

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

cp -a "$(go env GOROOT)" "${context}/host/go"

# Builds stand-ins that a Dockerfile describes: DOCKERFILE NAME...
build_images() {
  local file="$1" name
  shift
  for name in "$@"; do
    docker buildx build --quiet --file "${context}/${file}" --target "${name}" --tag "stand-in/${name}:latest" "${context}" >/dev/null
  done
}

build_images Dockerfile alpine python node nginx mongo wiremock
build_images polyglot.Dockerfile jdk gradle golang redis
if [[ -n "${VARAI_DOTNET:-}" ]]; then
  cp -a "${VARAI_DOTNET}" "${context}/dotnet"
  build_images polyglot.Dockerfile aspnet dotnet-sdk
fi
