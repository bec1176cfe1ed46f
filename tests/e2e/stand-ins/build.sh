#!/usr/bin/env bash
# Builds the stand-ins for base images, stand-in/NAME, in the engine of DOCKER_HOST. Needs Debian's mirror, PyPI and npm,
# the proxy of Go, Maven Central, and no image registry.
#
#   build.sh APPS BOUTIQUE CACHE MONITORING    the applications whose packages they bring; a folder for what takes long to
#                                              make; a folder with Prometheus and its exporters
#
# VARAI_DOTNET names a folder with a .NET SDK (dotnet) and NuGet packages (packages). Without it, there is no stand-in for .NET.
set -Eeuo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
apps="$1"
boutique="$2"
cache="$3"
monitoring="$4"
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

# What Gradle will find: the dependencies of its build. Each is resolved by itself, because Gradle and Maven choose different
# versions of what several of them depend on.
pom='<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>'
pom+='<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency></dependencies></project>\n'
mkdir "${context}/pom"
while IFS=: read -r group artifact version; do
  # shellcheck disable=SC2059
  printf "${pom}" "${group}" "${artifact}" "${version}" >"${context}/pom/pom.xml"
  mvn --quiet --batch-mode -Dstyle.color=never --file "${context}/pom/pom.xml" -Dmaven.repo.local="${context}/maven" dependency:resolve
done < <(sed -nE "s/^ *(implementation|testImplementation) '([^']+)'$/\2/p" "${boutique}/ads/build.gradle")
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
# dumb-init is called like tini, and does the same. No program of the other packages is needed.
cp "$(command -v tini-static)" "${context}/host/packages/dumb-init"
for name in build-base ca-certificates chromium fonts-liberation g++ gcc icu-libs libnss3 libpq libpq-dev libpq5 make python3 tzdata; do
  : >"${context}/host/packages/${name}"
done

# The values that the stand-in for Vault knows.
mkdir "${context}/vault"
for name in postgres-password redis-password jwt-secret grafana-password; do
  printf 'of-vault-%s' "${name}" >"${context}/vault/${name}"
done
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=stand-in -addext 'subjectAltName=DNS:localhost' \
  -keyout "${context}/vault/tls-key" -out "${context}/vault/tls-certificate" 2>/dev/null
(cd "${context}" && npm pack --silent npm@10.8.2 >/dev/null && tar -xzf npm-10.8.2.tgz -C host/npm --strip-components=1)

cp -a "$(go env GOROOT)" "${context}/host/go"
mkdir "${context}/monitoring"
cp "${monitoring}"/prometheus* "${context}/monitoring/"

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
build_images engines.Dockerfile postgres minio temporal prometheus grafana alertmanager node-exporter blackbox-exporter \
  cadvisor postgres-exporter redis-exporter mongodb-exporter otel-collector traefik mosquitto vault python-alpine node-debian
if [[ -n "${VARAI_DOTNET:-}" ]]; then
  cp -a "${VARAI_DOTNET}" "${context}/dotnet"
  build_images polyglot.Dockerfile aspnet dotnet-sdk aspnet-alpine dotnet-sdk-alpine
fi
