#!/usr/bin/env bash
# trivy, whose module cannot be installed by name: a module of tools names it.
set -Eeuo pipefail
prefix="$1"

export CGO_ENABLED=0 GOFLAGS='-trimpath -p=2 -modcacherw' GOTOOLCHAIN=local GOEXPERIMENT=jsonv2
export GOMODCACHE="${prefix}/go/mod" GOCACHE="${prefix}/go/cache"
mkdir -p "${prefix}/module"
cd "${prefix}/module"
go mod init tools
go get -tool github.com/aquasecurity/trivy/cmd/trivy@v0.74.0
# Built by hand, it does not know its version.
go build -ldflags='-s -w -X github.com/aquasecurity/trivy/pkg/version/app.ver=0.74.0' -o "${prefix}/bin/trivy" github.com/aquasecurity/trivy/cmd/trivy
rm -rf "${prefix}/go"
"${prefix}/bin/trivy" --version
