#!/usr/bin/env bash
# Prometheus, Alertmanager, two exporters, promtool and amtool, from Debian's unstable packages. They are unpacked and not installed, so the machine's own packages
# stay as they are. The versions roll on with Debian.
set -Eeuo pipefail
prefix="$1"

mirror="$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
mkdir -p "${prefix}"/{apt/lists/partial,apt/archives/partial,deb,bin}
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

cd "${prefix}/apt/archives"
"${apt[@]}" download promtool prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter
for package in *.deb; do dpkg -x "${package}" "${prefix}/deb"; done
cp "${prefix}"/deb/usr/bin/{amtool,prometheus,prometheus-alertmanager,prometheus-blackbox-exporter,prometheus-node-exporter,promtool} \
  "${prefix}/bin/"
rm -rf "${prefix}/apt" "${prefix}/deb"
"${prefix}/bin/promtool" --version
"${prefix}/bin/amtool" --version
