#!/usr/bin/env bash
# A real API server of Kubernetes with its store: the judge of what a cluster accepts.
set -Eeuo pipefail
prefix="$1"
version=1.35.4

mirror="$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)"
: "${mirror:=http://deb.debian.org/debian}"
mkdir -p "${prefix}"/{apt/lists/partial,apt/archives/partial,deb,source}
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
"${apt[@]}" download etcd-server
dpkg -x etcd-server_*.deb "${prefix}/deb"
ln -sf ../deb/usr/bin/etcd "${prefix}/bin/etcd"

export CGO_ENABLED=0 GOFLAGS='-trimpath -p=2 -modcacherw -mod=mod' GOTOOLCHAIN=local
export GOMODCACHE="${prefix}/go/mod" GOCACHE="${prefix}/go/cache"
cd "${prefix}"
module="$(go mod download -json "k8s.io/kubernetes@v${version}" | sed -n 's/^.*"GoMod": "\(.*\)",$/\1/p')"
cd source
go_version="$(awk '/^go /{print $2}' "${module}")"
{
  printf 'module tools\ngo %s\nrequire k8s.io/kubernetes v%s\n' "${go_version}" "${version}"
  sed -nE 's#^[[:space:]]*(k8s\.io/[a-z0-9.-]+) => ./staging/.*#replace \1 => \1 v0.'"${version#1.}"'#p' "${module}"
} >go.mod
printf '//go:build tools\n\npackage tools\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n' >tools.go
go mod tidy
go build -ldflags="-s -w -X k8s.io/component-base/version.gitVersion=v${version}" \
  -o "${prefix}/bin/kube-apiserver" k8s.io/kubernetes/cmd/kube-apiserver
rm -rf "${prefix}/go" "${prefix}/apt"
"${prefix}/bin/kube-apiserver" --version
