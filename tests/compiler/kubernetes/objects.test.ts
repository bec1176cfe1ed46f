// What the objects of small specifications hold, where goldens would only show one case.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { clustersOf } from "../../../compiler/kubernetes/cluster.ts";
import type { KubernetesObject } from "../../../compiler/kubernetes/object.ts";
import type { Platform } from "../../../compiler/model/platform.ts";
import { sourceOf } from "../../support/sources.ts";

const head = `
platform: { name: shop, description: Sells things., domain: shop.example }
environments: { prod: { tier: production } }
secrets: { password: A password. }
`;

/** The objects of a specification's only environment, by kind and name. */
async function objectsOf(rest: string): Promise<(id: string) => KubernetesObject> {
  const { platform, diagnostics } = await compile(sourceOf(head + rest), { verify: false });
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  const [cluster] = clustersOf(platform as Platform, "kustomize");
  return (id) => {
    const found = cluster?.objects.find(({ object }) => `${object.kind}/${object.metadata.name}` === id);
    assert.ok(found, id);
    return (found as { object: KubernetesObject }).object;
  };
}

type Nested = Readonly<Record<string, never>>;

/** What is in an object at a path; `0` is the first of a list. */
function at(object: KubernetesObject, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Nested | undefined)?.[key], object);
}

test("the name of a PriorityClass contains its value, whatever it is", async () => {
  for (const [value, name] of [
    [1000, "shop-prod-1000"],
    [0, "shop-prod-0"],
    [-5, "shop-prod--5"],
  ] as const) {
    const object = await objectsOf(`
services: { tool: { image: "tool:1.0", port: 8080 } }
targets: { kustomize: true, kubernetes: { priority: ${value} } }`);
    assert.is(object(`PriorityClass/${name}`).value, value);
    assert.is(at(object("Deployment/tool"), "spec.template.spec.priorityClassName"), name);
    assert.match(name, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  }
});

const tool = (more: string): string =>
  `services: { tool: { image: "tool:1.0", port: 8080, ${more} } }\ntargets: { kustomize: true }`;

for (const [more, user] of [
  ["exceptions: [{ allow: run-as-root, reason: Only root may. }]", 0],
  ["user: 1234, exceptions: [{ allow: run-as-root, reason: It becomes root later. }]", 1234],
  ["health: { tcp: true }", 10001],
] as const) {
  test(`a container has the user ${user} in every target: ${more}`, async () => {
    const deployment = (await objectsOf(tool(more)))("Deployment/tool");
    assert.is(at(deployment, "spec.template.spec.securityContext.runAsUser") ?? 10001, user);
    const { files } = await compile(sourceOf(head + tool(more)), { only: ["compose"] });
    const compose = files.find(({ path }) => path === "docker-compose.prod.yml")?.text ?? "";
    assert.match(compose, `user: "${user}:${user}"`);
  });
}

const access = 'access: { cluster: [{ groups: [""], resources: [pods], verbs: [get] }] }';
const secret = 'env: { PASSWORD: "${secrets.password}" }';
for (const [more, provider, isMounted, isProjected] of [
  [access, "existing", true, false],
  [secret, "existing", false, false],
  [`${access}, ${secret}`, "existing", false, true],
  [`${access}, ${secret}`, "vault", true, false],
] as const) {
  test(`a token is where secrets leave room for it: ${provider}, ${more}`, async () => {
    const spec = `${tool(more).replace("{ kustomize: true }", `{ kustomize: true, kubernetes: { secrets: ${provider} } }`)}`;
    const object = await objectsOf(spec);
    const pod = at(object("Deployment/tool"), "spec.template.spec") as Record<string, unknown>;
    assert.is(pod.automountServiceAccountToken, isMounted);
    assert.is(object("ServiceAccount/tool").automountServiceAccountToken, isMounted);
    assert.is(JSON.stringify(pod.volumes).includes('"serviceAccountToken"'), isProjected);
    assert.is(
      JSON.stringify(at(object("Deployment/tool"), "spec.template.spec.containers.0.volumeMounts")).includes(
        '"/var/run/secrets"',
      ),
      isProjected,
    );
  });
}

test("a quota counts Vault's agents: beside a service, before a job", async () => {
  const workload = `image: "tool:1.0", ${secret}, resources: { cpu: 1, memory: 512Mi }`;
  const spec = (provider: string): string => `
services: { tool: { ${workload}, port: 8080, scale: 1 } }
jobs: { once: { ${workload}, start: run } }
targets: { kustomize: true, kubernetes: { quota: true, secrets: ${provider} } }`;
  const hard = async (provider: string): Promise<unknown> =>
    at((await objectsOf(spec(provider)))("ResourceQuota/quota"), "spec.hard");
  const [plain, vault] = (await Promise.all([hard("existing"), hard("vault")])) as Record<string, string>[];
  assert.equal([plain?.["limits.cpu"], plain?.["limits.memory"]], ["3", "1536Mi"]);
  assert.equal([vault?.["limits.cpu"], vault?.["limits.memory"]], ["4", "1792Mi"]);
});

test("a database is given time to come up, a service of one's own what it asks for", async () => {
  const object = await objectsOf(`
services:
  tool: { image: "tool:1.0", port: 8080, health: { http: /health, startPeriod: 30s } }
  cache: { engine: redis@7, password: "\${secrets.password}" }
  db: { engine: postgres@16, password: "\${secrets.password}", health: { startPeriod: 30m } }
targets: { kustomize: true }`);
  const seconds = (id: string): number => {
    const probe = at(object(id), "spec.template.spec.containers.0.startupProbe") as Record<string, number>;
    return (probe.failureThreshold ?? 0) * (probe.periodSeconds ?? 0);
  };
  assert.is(seconds("StatefulSet/cache"), 600);
  assert.is(seconds("StatefulSet/db"), 1800);
  assert.is(seconds("Deployment/tool"), 30);
});

for (const [name, annotations] of [
  ["traefik", { "traefik.ingress.kubernetes.io/router.entrypoints": "websecure" }],
  ["nginx", { "nginx.ingress.kubernetes.io/proxy-body-size": "0" }],
  ["haproxy", {}],
] as const) {
  test(`the ${name} controller serves HTTPS only, and requests of any size`, async () => {
    const object = await objectsOf(`
services: { tool: { image: "tool:1.0", port: 8080, routes: "\${platform.domain}" } }
targets: { kustomize: true, kubernetes: { ingress: { class: ${name} } } }`);
    const issuer = { "cert-manager.io/cluster-issuer": "letsencrypt" };
    assert.equal(object("Ingress/tool").metadata.annotations, { ...issuer, ...annotations });
  });
}

test("a finished job stays, and tools of GitOps replace it", async () => {
  const object = await objectsOf(`
jobs: { once: { image: "tool:1.0" }, daily: { image: "tool:1.0", schedule: "0 3 * * *" } }
targets: { kustomize: true }`);
  const { metadata, spec } = object("Job/once");
  assert.is((spec as Nested).ttlSecondsAfterFinished, undefined);
  assert.is(metadata.annotations?.["argocd.argoproj.io/hook-delete-policy"], "BeforeHookCreation");
  assert.is(metadata.annotations?.["kustomize.toolkit.fluxcd.io/force"], "enabled");
  assert.equal(Object.keys(object("CronJob/daily").metadata.annotations ?? {}), ["kubernetes.io/description"]);
});

test("shared memory is memory, and no disk of the node", async () => {
  const object = await objectsOf(`
services: { database: { engine: postgres@17, password: "\${secrets.password}" } }
targets: { kustomize: true }`);
  const pod = object("StatefulSet/database");
  const volumes = at(pod, "spec.template.spec.volumes") as readonly { readonly name: string }[];
  assert.equal(
    volumes.find(({ name }) => name === "dev-shm"),
    { name: "dev-shm", emptyDir: { medium: "Memory", sizeLimit: "256Mi" } },
  );
  // 1Gi of its own, /tmp and /var/run/postgresql.
  assert.is(at(pod, "spec.template.spec.containers.0.resources.limits.ephemeral-storage"), "1104Mi");
});

test("a path is served at its own host only, whatever other workloads are called", async () => {
  const object = await objectsOf(`
services:
  api:
    image: "api:1.0"
    ports: { http: 8080, admin: 8081 }
    routes:
      - { host: b.shop.example, path: /v1, port: http }
      - { host: a.shop.example, port: admin }
      - { host: b.shop.example, path: /v2, port: http }
  api-2: { image: "api:2.0", port: 8080, routes: { host: c.shop.example } }
targets: { kustomize: true, kubernetes: { ingress: { kind: gateway, gateway: infra/public, namespace: edge } } }`);
  const served = ["api", "api.2", "api-2"].map((name) => {
    const { hostnames, parentRefs, rules } = object(`HTTPRoute/${name}`).spec as Record<string, readonly unknown[]>;
    assert.equal(parentRefs, [{ name: "public", namespace: "infra" }]);
    return [hostnames, rules?.map((rule) => at(rule as KubernetesObject, "matches.0.path.value"))];
  });
  assert.equal(served, [
    [["a.shop.example"], ["/"]],
    [["b.shop.example"], ["/v1", "/v2"]],
    [["c.shop.example"], ["/"]],
  ]);
});

test.run();
