import * as assert from "uvu/assert";
import { at, type Feature, kindsOf, listAt, objectOf, Platform } from "./platform.ts";

const varai = new Platform("generated");
const environments = ["dev", "test", "staging", "prod"] as const;
const ports = { api: 3000, auth: 3001, recommendation: 3002, "virtual-try-on": 3003, analytics: 3004, frontend: 8080 };
const built = Object.keys(ports);
const all = [...built, "database"].sort();
/** They run as root, with a reason in the file. */
const exceptions = ["cadvisor", "volume-owners"];
const file = (environment: string): ReturnType<Platform["compose"]> =>
  varai.compose(`docker-compose.${environment}.yml`);

/** VARAi: seven containers in four environments. */
export const features: Readonly<Record<string, Feature>> = {
  V1: () => {
    const base = varai.objects("kubernetes/base/**/!(kustomization).yaml");
    for (const [name, port] of Object.entries(ports)) {
      const image = name === "auth" || name === "frontend" ? "node:20-alpine" : "python:3.11-slim";
      assert.is(varai.baseOf(`${name}-development`), image);
      assert.is(at(objectOf(base, "Service", name), "spec", "ports", 0, "port"), port);
    }
    const { database, traefik } = file("prod").services;
    assert.match(String(database?.image), /^mongo:6\.0/);
    assert.is(at(objectOf(base, "Service", "database"), "spec", "ports", 0, "port"), 27017);
    assert.equal(traefik?.ports, ["0.0.0.0:80:8080", "0.0.0.0:443:8443"]);
  },
  V2: () => {
    const stages = varai.stages();
    for (const name of built) {
      for (const purpose of ["development", "test", "production"]) assert.ok(stages.has(`${name}-${purpose}`), name);
    }
  },
  V3: () => {
    for (const environment of environments) {
      const { name, services } = file(environment);
      assert.is(name, `varai-${environment}`);
      for (const service of all) assert.ok(services[service], `${environment} has no ${service}`);
      assert.not.match(varai.text(`docker-compose.${environment}.yml`), /^(extends|include):/m);
    }
  },
  V4: () => {
    const { services } = file("dev");
    for (const name of built) {
      const mounts = listAt(services[name]?.develop, "watch").length + listAt(services[name]?.volumes).length;
      assert.ok(mounts > 0, `${name} gets changes of its source without a build`);
      assert.is(services[name]?.deploy?.replicas ?? 1, 1);
    }
    assert.match(String(services.api?.command ?? varai.stageText("api-development")), /reload/);
    assert.is(services.api?.environment?.LOG_LEVEL, "DEBUG");
    assert.match(String(services.database?.image), /^mongo:/);
  },
  V5: () => {
    const { services } = file("test");
    assert.is(services.api?.environment?.NODE_ENV, "test");
    assert.match(String(services.payments?.image), /^wiremock\//);
    assert.match(String(services.api?.environment?.PAYMENTS_URL), /^http:\/\/payments:8080/);
    for (const [name, command] of [
      ["unit", /pytest tests\/unit/],
      ["integration", /pytest tests\/integration/],
      ["e2e", /npm run test:e2e/],
    ] as const) {
      assert.match(listAt(services[name]?.command).join(" "), command);
      assert.equal(services[name]?.profiles, [name]);
    }
  },
  V6: () => {
    const [staging, prod] = [file("staging").services, file("prod").services];
    for (const name of all) {
      assert.is(staging[name]?.deploy?.replicas ?? 1, 1);
      assert.ok(memoryOf(staging[name]?.deploy) <= memoryOf(prod[name]?.deploy), name);
    }
    assert.equal(Object.keys(staging).sort(), Object.keys(prod).sort());
  },
  V7: () => {
    const { services } = file("prod");
    assert.is(services.api?.deploy?.replicas, 3);
    assert.is(services.auth?.deploy?.replicas, 2);
    for (const name of all) {
      for (const kind of ["limits", "reservations"]) {
        assert.ok(at(services[name]?.deploy, "resources", kind, "memory"), `${name} has ${kind}`);
      }
    }
    assert.match(String(services.traefik?.image), /^traefik:v?3/);
    assert.match(varai.text("traefik/prod/routes.yml"), /api\.varai\.com/);
  },
  V8: () => {
    const kinds = kindsOf(varai.objects("kubernetes/base/**/!(kustomization).yaml"));
    for (const kind of ["Deployment", "Service", "PersistentVolumeClaim", "Ingress", "ExternalSecret", "StatefulSet"]) {
      assert.ok(kinds.includes(kind), `there is no ${kind}: ${kinds.join(" ")}`);
    }
    const settings = listAt(varai.read("kubernetes/local/prod/kustomization.yaml"), "configMapGenerator");
    assert.is(settings.length, 1, "the settings of an environment are a ConfigMap");
  },
  V9: () => {
    for (const environment of ["dev", "staging", "prod"]) {
      const overlay = varai.read(`kubernetes/overlays/${environment}/kustomization.yaml`);
      assert.is(overlay.namespace, `varai-${environment}`);
      assert.match(JSON.stringify(overlay.resources), /base/);
    }
  },
  V10: () => {
    const chart = varai.read("helm/varai/Chart.yaml");
    assert.equal([chart.apiVersion, chart.name], ["v2", "varai"]);
    const templates = varai.files("helm/varai/templates/*/*.yaml");
    for (const name of all)
      assert.ok(
        templates.some((path) => path.startsWith(`helm/varai/templates/${name}/`)),
        name,
      );
    for (const environment of ["dev", "staging", "prod"]) varai.read(`helm/varai/values/${environment}.yaml`);
  },
  V11: () => {
    assert.match(varai.text(".github/workflows/release.yml"), /name: Scan the image/);
    assert.match(varai.text(".github/workflows/security.yml"), /cron: "0 4 \* \* \*"/);
    const { code, output } = varai.run(["bash", "scripts/schedule.sh", "prod", "--dry-run"]);
    assert.is(code, 0, output);
    assert.match(output, /^0 4 \* \* \* .*scan-images\.sh --running prod/m);
    for (const [name, service] of Object.entries(file("prod").services)) {
      if (exceptions.includes(name)) continue;
      assert.match(String(service.user), /^[1-9]\d*:\d+$/, name);
      assert.equal([service.read_only, service.cap_drop], [true, ["ALL"]], name);
    }
  },
  V12: () => {
    const policies = varai
      .objects("kubernetes/base/**/*networkpolicy.yaml")
      .filter(({ kind }) => kind === "NetworkPolicy");
    const denied = objectOf(policies, "NetworkPolicy", "default-deny");
    assert.equal(at(denied, "spec"), { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    for (const name of all) {
      const policy = objectOf(policies, "NetworkPolicy", name);
      assert.equal(at(policy, "spec", "policyTypes"), ["Ingress", "Egress"]);
      assert.ok(listAt(policy, "spec", "ingress").length > 0, name);
    }
    const { ingress } = (objectOf(policies, "NetworkPolicy", "recommendation").spec ?? {}) as Record<string, never>;
    assert.match(JSON.stringify(ingress), /"app.kubernetes.io\/component":"api"|"api"/);
  },
  V13: () => {
    for (const environment of environments) {
      for (const [name, { environment: variables = {} }] of Object.entries(file(environment).services)) {
        assert.not(Object.hasOwn(variables, "AUTH_SECRET"), `${name} gets the secret as a file`);
      }
    }
    assert.is(file("prod").services.api?.environment?.AUTH_SECRET_FILE, "/run/secrets/auth-secret");
    for (const path of varai.files("**/*secret*.yaml"))
      assert.not.match(varai.text(path), /^(data|stringData):/m, path);
  },
  V15: () => {
    const wanted = ["NODE_ENV", "MONGODB_URI", "AUTH_SECRET", "AUTH_ISSUER", "AUTH_AUDIENCE"];
    const { code, output } = varai.run(["python3", "-B", "api/app/config.py"]);
    assert.is(code, 78);
    for (const name of wanted) assert.ok(output.includes(`${name}: is not set`), name);
    const typescript = varai.text("auth/src/config.ts");
    for (const name of wanted) assert.ok(typescript.includes(`"${name}"`), name);
  },
  V16: () => {
    const guide = varai.text("docs/deployment.md");
    for (const command of ["docker compose --file docker-compose.prod.yml", "kubernetes/overlays/prod", "helm/varai"]) {
      assert.ok(guide.includes(command), command);
    }
    assert.match(varai.text("docs/troubleshooting.md"), /database/);
    assert.match(varai.text("docs/architecture.md"), /```mermaid\nflowchart/);
  },
};

function memoryOf(deploy: Parameters<typeof at>[0]): number {
  return Number.parseInt(String(at(deploy, "resources", "limits", "memory")), 10);
}
