#!/usr/bin/env bash
# Compose, buildx, the Docker engine and kubectl, from Debian's unstable packages. They are unpacked and not installed,
# so the machine's own packages stay as they are. The versions roll on with Debian.
set -Eeuo pipefail
prefix="$1"

mirror="$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
mkdir -p "${prefix}"/{apt/lists/partial,apt/archives/partial,deb,lib,docker/cli-plugins}
: >"${prefix}/apt/status"
cat >"${prefix}/apt/sid.sources" <<SOURCES
Types: deb
URIs: ${mirror}
Suites: sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES

apt=(apt-get -q
  -o "Dir::Etc::SourceList=${prefix}/apt/sid.sources" -o "Dir::Etc::SourceParts=/dev/null"
  -o "Dir::State::Lists=${prefix}/apt/lists" -o "Dir::State::status=${prefix}/apt/status" -o "Dir::Cache=${prefix}/apt"
  -o "Acquire::Check-Valid-Until=false" -o "APT::Sandbox::User=root")
"${apt[@]}" update

programs=(docker-compose docker-buildx docker-cli docker.io containerd tini-static kubectl kustomize nginx nginx-common)
# nginx is linked against newer libraries than Debian 12 has, and runs through the loader of its own release.
libraries=(libc6 libssl3t64 libpcre2-8-0 zlib1g libzstd1 libcrypt1)
cd "${prefix}/apt/archives"
"${apt[@]}" download "${programs[@]}" "${libraries[@]}"
for package in "${programs[@]}"; do dpkg -x "${package}"_*.deb "${prefix}/deb"; done
for package in "${libraries[@]}"; do dpkg -x "${package}"_*.deb "${prefix}/lib"; done

for program in docker docker-compose kubectl kustomize containerd; do
  ln -sf "../deb/usr/bin/${program}" "${prefix}/bin/${program}"
done
ln -sf ../deb/usr/sbin/dockerd "${prefix}/bin/dockerd"
ln -sf "${prefix}/deb/usr/libexec/docker/cli-plugins/docker-compose" "${prefix}/docker/cli-plugins/"
ln -sf "${prefix}/deb/usr/libexec/docker/cli-plugins/docker-buildx" "${prefix}/docker/cli-plugins/"

cat >"${prefix}/bin/nginx" <<'NGINX'
#!/bin/sh
home="$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)"
lib="${home}/lib/usr/lib/x86_64-linux-gnu"
exec "${lib}/ld-linux-x86-64.so.2" --library-path "${lib}" "${home}/deb/usr/sbin/nginx" "$@"
NGINX
chmod +x "${prefix}/bin/nginx"
rm -rf "${prefix}/apt"
"${prefix}/bin/docker-compose" version
"${prefix}/bin/nginx" -v
