#!/usr/bin/env bash
# Builds the images of VARAi, of the examples and of a shop from the generated Dockerfiles, starts them by the generated Compose
# files on a real Docker engine, and compares what runs with what the files promise. The files are used as they are.
#
#   npm run e2e [-- PART...]       the parts are listed in run.ts; all of them by default
#
# Needs root, Linux, and Debian's mirror, PyPI, npm, the proxy of Go and Maven Central; no image registry. Stand-ins for base
# images are made once and kept in ${VARAI_GEN_E2E:-~/.cache/varai-gen/e2e}. The .NET service is built only with VARAI_DOTNET,
# a folder with a .NET SDK (dotnet) and NuGet packages (packages).
set -Eeuo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
repository="$(cd "${here}/../.." && pwd)"
boutique="${repository}/tests/golden/boutique"
cache="${VARAI_GEN_E2E:-${XDG_CACHE_HOME:-${HOME}/.cache}/varai-gen/e2e}"
work=""

# shellcheck source=tests/e2e/engine.sh
source "${here}/engine.sh"

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 2
}

clean_up() {
  if [[ -n "${engine_pid}" ]]; then
    clear_engine || true
  fi
  stop_engine
  if [[ -n "${work}" ]]; then
    rm -rf "${work}"
  fi
}

find_tools() {
  local tools missing=()
  [[ "$(uname -s)" == Linux ]] || fail "the Docker engine needs Linux"
  [[ "${EUID}" -eq 0 ]] || fail "the Docker engine needs root"
  declare -A packages=([runc]=runc [iptables]=iptables [mmdebstrap]=mmdebstrap [ip]=iproute2 [unshare]=util-linux
    [mvn]=maven [openssl]=openssl)
  local program
  for program in "${!packages[@]}"; do
    command -v "${program}" >/dev/null || missing+=("${packages[${program}]}")
  done
  if [[ "${#missing[@]}" -gt 0 ]]; then
    command -v apt-get >/dev/null || fail "not installed: ${missing[*]}"
    { apt-get -q update && apt-get install -q -y --no-install-recommends "${missing[@]}"; } >&2 \
      || fail "could not install ${missing[*]}"
  fi
  tools="$("${here}/../conformance/tools/install.sh" debian)"
  export DOCKER_CONFIG="${tools%/bin}/docker"
  export PATH="${tools}:${tools%/bin}/deb/usr/bin:${tools%/bin}/deb/usr/sbin:${PATH}"
  for program in docker dockerd docker-init containerd containerd-shim-runc-v2 runc python3 node npm go; do
    command -v "${program}" >/dev/null || fail "${program} is not there"
  done
}

# Stand-ins are made anew when what they are made of changes.
find_stand_ins() {
  local key folder
  key="$({
    cd "${here}" && find stand-ins apps ../golden/boutique/repository -type f \( -path 'stand-ins/*' -o -name 'requirements*.txt' \
      -o -name 'package*.json' -o -name 'go.*' -o -name build.gradle \) -print0 | sort -z | xargs -0 sha256sum
    printf '%s' "${VARAI_DOTNET:+dotnet}"
  } | sha256sum | cut -c1-16)"
  folder="${cache}/engine-${key}"
  if [[ ! -e "${folder}/.complete" ]]; then
    rm -rf "${cache}"/engine-*
    mkdir -p "${folder}"
  fi
  start_engine "${folder}"
  clear_engine
  if [[ ! -e "${folder}/.complete" ]]; then
    printf 'making stand-ins for base images\n'
    "${here}/stand-ins/build.sh" "${here}/apps" "${boutique}/repository" "${cache}" \
      "$("${here}/../conformance/tools/install.sh" monitoring)"
    clear_engine
    touch "${folder}/.complete"
  fi
}

# The output names its images literally; stand-ins take those names.
name_stand_ins() {
  local reference
  while read -r reference; do
    case "${reference}" in
      *@sha256:*) fail "${reference} is pinned, and no stand-in has that digest" ;;
      alpine:3.* | busybox:*) docker tag stand-in/alpine "${reference}" ;;
      eclipse-mosquitto:*) docker tag stand-in/mosquitto "${reference}" ;;
      ghcr.io/google/cadvisor:*) docker tag stand-in/cadvisor "${reference}" ;;
      grafana/grafana:*) docker tag stand-in/grafana "${reference}" ;;
      hashicorp/vault:*) docker tag stand-in/vault "${reference}" ;;
      minio/minio:*) docker tag stand-in/minio "${reference}" ;;
      oliver006/redis_exporter:*) docker tag stand-in/redis-exporter "${reference}" ;;
      otel/opentelemetry-collector:* | otel/opentelemetry-collector-contrib:*) docker tag stand-in/otel-collector "${reference}" ;;
      percona/mongodb_exporter:*) docker tag stand-in/mongodb-exporter "${reference}" ;;
      pgvector/pgvector:* | postgres:*) docker tag stand-in/postgres "${reference}" ;;
      prom/alertmanager:*) docker tag stand-in/alertmanager "${reference}" ;;
      prom/blackbox-exporter:*) docker tag stand-in/blackbox-exporter "${reference}" ;;
      prom/node-exporter:*) docker tag stand-in/node-exporter "${reference}" ;;
      prom/prometheus:*) docker tag stand-in/prometheus "${reference}" ;;
      quay.io/prometheuscommunity/postgres-exporter:*) docker tag stand-in/postgres-exporter "${reference}" ;;
      temporalio/auto-setup:*) docker tag stand-in/temporal "${reference}" ;;
      traefik:v3*) docker tag stand-in/traefik "${reference}" ;;
      eclipse-temurin:17-*) docker tag stand-in/jdk "${reference}" ;;
      golang:1.26-*) docker tag stand-in/golang "${reference}" ;;
      gradle:*) docker tag stand-in/gradle "${reference}" ;;
      mcr.microsoft.com/dotnet/aspnet:9.0-alpine) tag_dotnet aspnet-alpine "${reference}" ;;
      mcr.microsoft.com/dotnet/sdk:9.0-alpine) tag_dotnet dotnet-sdk-alpine "${reference}" ;;
      mcr.microsoft.com/dotnet/aspnet:10.0-*) tag_dotnet aspnet "${reference}" ;;
      mcr.microsoft.com/dotnet/sdk:10.0-*) tag_dotnet dotnet-sdk "${reference}" ;;
      redis:7-*) docker tag stand-in/redis "${reference}" ;;
      python:3.11-alpine) docker tag stand-in/python-alpine "${reference}" ;;
      python:3.11-*) docker tag stand-in/python "${reference}" ;;
      node:20-bookworm-slim) docker tag stand-in/node-debian "${reference}" ;;
      node:20-*) docker tag stand-in/node "${reference}" ;;
      nginxinc/nginx-unprivileged:*) docker tag stand-in/nginx "${reference}" ;;
      mongo:*) docker tag stand-in/mongo "${reference}" ;;
      wiremock/wiremock:*) docker tag stand-in/wiremock "${reference}" ;;
      *) ;; # Docker says so if it is needed.
    esac
  done < <(cd "${repository}" && find generated/Dockerfile generated/docker-compose.{dev,test,prod}.yml examples "${boutique}/expected" \
    "${boutique}/repository" '(' -name 'Dockerfile*' -o -name 'docker-compose*.yml' ')' -print0 \
    | xargs -0 sed -nE 's/^FROM ([^ ]*:[^ ]*)( AS .*)?$/\1/p; s/^COPY --from=([^ ]*:[^ ]*) .*/\1/p
      s/^    image: ([^" ]*)$/\1/p' | sort --unique)
}

# Makes what the images of real databases are built from, if they are tested: it needs Debian's mirror and the proxy of Go.
find_databases() {
  local databases restic="${cache}/restic-0.19.1"
  [[ "$#" -eq 0 || " $* " == *' backups '* ]] || return 0
  databases="${cache}/databases-$(sha256sum "${here}/databases/rootfs.sh" | cut -c1-16).tar"
  if [[ ! -e "${databases}" ]]; then
    rm -f "${cache}"/databases-*.tar
    "${here}/databases/rootfs.sh" "${databases}"
  fi
  [[ -e "${restic}/restic" ]] \
    || GOBIN="${restic}" CGO_ENABLED=0 go install github.com/restic/restic/cmd/restic@v0.19.1
  export VARAI_GEN_DATABASES="${databases}" VARAI_GEN_RESTIC="${restic}"
}

tag_dotnet() {
  [[ -z "${VARAI_DOTNET:-}" ]] || docker tag "stand-in/$1" "$2"
}

main() {
  find_tools
  mkdir -p "${cache}"
  exec 9>"${cache}/lock"
  flock --nonblock 9 || fail "another run uses ${cache}"
  trap clean_up EXIT
  find_stand_ins
  name_stand_ins
  find_databases "$@"
  work="$(mktemp -d)"
  in_network "${repository}/node_modules/.bin/tsx" "${here}/run.ts" "${repository}" "${work}" "$@"
}

main "$@"
