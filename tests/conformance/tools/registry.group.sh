#!/usr/bin/env bash
# The registry of the Distribution project, which Docker Hub and many others run: the judge of how registries are asked.
set -Eeuo pipefail
prefix="$1"

export GOBIN="${prefix}/bin" CGO_ENABLED=0 GOFLAGS='-trimpath -p=2 -modcacherw' GOTOOLCHAIN=local
export GOMODCACHE="${prefix}/go/mod" GOCACHE="${prefix}/go/cache"
cd "${prefix}"
go install -ldflags='-s -w' github.com/distribution/distribution/v3/cmd/registry@v3.1.2
rm -rf go
bin/registry --version
