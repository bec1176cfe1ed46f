#!/usr/bin/env bash
# Helm 3 and 4, kubeconform with the schemas of two releases of Kubernetes and of what extends it, kube-score.
set -Eeuo pipefail
prefix="$1"

export GOBIN="${prefix}/bin" CGO_ENABLED=0 GOFLAGS='-trimpath -p=2 -modcacherw' GOTOOLCHAIN=local
export GOMODCACHE="${prefix}/go/mod" GOCACHE="${prefix}/go/cache"
cd "${prefix}"
go install -ldflags='-s -w -X main.version=0.8.0' github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0
go install -ldflags='-s -w -X main.version=1.20.0' github.com/zegl/kube-score/cmd/kube-score@v1.20.0
# Built by hand, Helm 3 takes every cluster for one of 1.20.
utilities=helm.sh/helm/v3/pkg/chartutil
go install -ldflags="-s -w -X ${utilities}.k8sVersionMajor=1 -X ${utilities}.k8sVersionMinor=34" helm.sh/helm/v3/cmd/helm@v3.22.0
mv bin/helm bin/helm3
go install -ldflags='-s -w' helm.sh/helm/v4/cmd/helm@v4.3.1
mv bin/helm bin/helm4

# The schemas that kubernetes-validate brings, without the addresses that would send kubeconform to the network.
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check kubernetes-validate==1.37.0
mkdir -p schemas/kubernetes schemas/extensions
venv/bin/python - schemas/kubernetes 1.31.0 1.34.0 <<'PYTHON'
import json, pathlib, sys, kubernetes_validate

source = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
for version in sys.argv[2:]:
    folder = pathlib.Path(sys.argv[1]) / f"v{version}"
    folder.mkdir(parents=True, exist_ok=True)
    for file in (source / f"v{version}-local-strict").glob("*.json"):
        schema = json.loads(file.read_text())
        schema.pop("$id", None)
        text = json.dumps(schema).replace('"/api/_definitions.json#', '"_definitions.json#')
        (folder / file.name).write_text(text)
PYTHON

# The resources of the Prometheus operator, of External Secrets and of the Gateway API.
module() {
  go mod download -json "$1" | sed -n 's/^.*"Dir": "\(.*\)",$/\1/p'
}
operator="$(module github.com/prometheus-operator/prometheus-operator@v0.85.0)/example/prometheus-operator-crd"
secrets="$(module github.com/external-secrets/external-secrets@v1.3.2)/config/crds/bases"
gateway="$(module sigs.k8s.io/gateway-api@v1.3.0)/config/crd/standard"
converter="$(module github.com/yannh/kubeconform@v0.8.0)/scripts/openapi2jsonschema.py"
mkdir -p definitions
cp "${operator}/monitoring.coreos.com_servicemonitors.yaml" "${secrets}/external-secrets.io_externalsecrets.yaml" \
  "${gateway}/gateway.networking.k8s.io_httproutes.yaml" definitions/
cd schemas/extensions
FILENAME_FORMAT='{kind}_{version}' "${prefix}/venv/bin/python" "${converter}" "${prefix}"/definitions/*.yaml
cd "${prefix}"
rm -rf go
bin/kubeconform -v
bin/kube-score version
bin/helm3 version
bin/helm4 version
