import * as assert from "uvu/assert";
import { at, type Feature, listAt, objectOf, Platform } from "./platform.ts";

const supacrypt = new Platform("examples/supacrypt");
const kubernetes = supacrypt.objects("deployment/kubernetes/base/**/!(kustomization).yaml");
const backend = (): ReturnType<typeof objectOf> => objectOf(kubernetes, "Deployment", "backend");
const container = (): ReturnType<typeof at> => at(backend(), "spec", "template", "spec", "containers", 0);

/** supacrypt: a .NET service with mutual TLS, in Compose, Kubernetes and Azure. */
export const features: Readonly<Record<string, Feature>> = {
  P1: () => {
    assert.is(supacrypt.baseOf("production"), "mcr.microsoft.com/dotnet/aspnet:9.0-alpine");
    const development = supacrypt.text("Dockerfile.dev");
    assert.match(development, /watch/);
    assert.match(supacrypt.text(".github/workflows/ci.yml"), /200/);
    assert.match(supacrypt.text(".dockerignore"), /^\*$/m);
  },
  P4: () => {
    const namespaces = supacrypt.objects("deployment/kubernetes/overlays/*/namespace.yaml");
    assert.ok(objectOf(namespaces, "Namespace", "supacrypt"));
    for (const kind of ["ServiceAccount", "Role", "RoleBinding", "Service", "NetworkPolicy"]) {
      objectOf(kubernetes, kind, "backend");
    }
    assert.equal(at(objectOf(kubernetes, "Role", "backend"), "rules"), [
      { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
    ]);
    assert.is(at(container(), "securityContext", "readOnlyRootFilesystem"), true);
    assert.equal(at(container(), "securityContext", "capabilities", "drop"), ["ALL"]);
    assert.is(at(backend(), "spec", "template", "spec", "securityContext", "runAsUser"), 1000);
    const volumes = listAt(backend(), "spec", "template", "spec", "volumes");
    assert.ok(volumes.some((volume) => at(volume, "emptyDir") !== undefined));
    assert.ok(kubernetes.some(({ kind }) => kind === "ExternalSecret"));
  },
  P5: () => {
    const app = supacrypt.text("deployment/azure/modules/app-backend.bicep");
    const main = supacrypt.text("deployment/azure/main.bicep");
    const parameters = supacrypt.text("deployment/azure/main.azure.bicepparam");
    const text = `${app}\n${main}\n${parameters}`;
    assert.match(app, /UserAssigned/);
    for (const module of ["key-vault", "registry", "environment"]) assert.ok(main.includes(`modules/${module}.bicep`));
    assert.match(app, /transport: 'http2'/);
    assert.match(app, /external: /);
    assert.match(text, /minReplicas|min: 2/);
    for (const rule of [/'?100'?/, /'?70'?/, /'?80'?/]) assert.match(text, rule);
    assert.match(app, /periodSeconds: 30/);
    assert.match(app, /periodSeconds: 10/);
  },
  P6: () => {
    const ci = supacrypt.text(".github/workflows/ci.yml");
    const release = supacrypt.text(".github/workflows/release.yml");
    assert.match(release, /platform: linux-arm64/);
    assert.match(ci, /sarif/);
    assert.match(ci, /tests?/);
    assert.match(release, /push-by-digest=true/);
  },
  P7: () => {
    const { ports } = supacrypt.compose("docker-compose.yml").services.backend ?? {};
    assert.ok((ports ?? []).every((port) => port.endsWith(":5000")));
    assert.equal(
      listAt(objectOf(kubernetes, "Service", "backend"), "spec", "ports").map((port) => at(port, "port")),
      [5000],
    );
    const mounts = listAt(container(), "volumeMounts").map((mount) => at(mount, "mountPath"));
    assert.ok(mounts.some((path) => String(path).includes("/run/secrets")));
    assert.match(supacrypt.text("deployment/azure/modules/app-backend.bicep"), /clientCertificateMode: 'accept'/);
  },
  P9: () => {
    const of = (kind: string): readonly unknown[] =>
      ["cpu", "memory"].map((resource) => at(container(), "resources", kind, resource));
    assert.equal(of("requests"), ["250m", "256Mi"]);
    assert.equal(of("limits"), ["500m", "512Mi"]);
  },
  P2: () => {
    for (const file of ["docker-compose.yml", "docker-compose.dev.yml"]) {
      const { backend, "otel-collector": collector } = supacrypt.compose(file).services;
      assert.match(String(collector?.image), /^otel\/opentelemetry-collector/);
      assert.is(backend?.environment?.OTEL_EXPORTER_OTLP_ENDPOINT, "http://otel-collector:4317");
    }
  },
  P8: () => {
    const collector = supacrypt.read("monitoring/production/otel-collector/config.yaml");
    assert.equal(listAt(collector, "service", "pipelines", "traces", "processors"), ["memory_limiter", "batch"]);
    const readers = listAt(collector, "service", "telemetry", "metrics", "readers");
    assert.is(at(readers[0], "pull", "exporter", "prometheus", "port"), 8888);
    const probes = ["livenessProbe", "readinessProbe"].map((probe) => at(container(), probe, "httpGet", "path"));
    assert.equal(probes, ["/health", "/health/ready"]);
  },
  P3: () => {
    const makefile = supacrypt.text("Makefile");
    for (const task of ["run-dev", "build", "run", "k8s-deploy", "azure-deploy", "test", "scan", "help"]) {
      assert.match(makefile, new RegExp(`^${task}: ## `, "m"));
    }
  },
};
