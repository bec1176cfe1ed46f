import * as assert from "uvu/assert";
import { at, type Feature, Platform } from "./platform.ts";

const xorb = new Platform("examples/xorb");
const dockerfiles = ["src/api/Dockerfile", "src/orchestrator/Dockerfile", "src/services/worker/Dockerfile"];
const development = xorb.compose("docker-compose.development.yml");
const production = xorb.compose("docker-compose.production.yml");

/** XORB: three Python services with a Dockerfile each, a queue and workflows. */
export const features: Readonly<Record<string, Feature>> = {
  X1: () => {
    for (const path of dockerfiles) {
      const stages = xorb.stages(path);
      for (const stage of ["builder", "development", "production", "testing"]) assert.ok(stages.has(stage), path);
      assert.is(xorb.baseOf("production", path), "python:3.11-slim-bookworm");
      const text = xorb.text(path);
      assert.match(text, /venv/);
      assert.match(text, /dumb-init/);
      assert.match(text, /1000:1000|USER xorb|--uid 1000/);
    }
  },
  X2: () => {
    for (const [suffix, { services }] of [
      ["dev", development],
      ["prod", production],
    ] as const) {
      for (const name of ["api", "orchestrator", "worker"]) assert.ok(services[`${name}-${suffix}`], name);
      for (const name of ["postgres", "redis", "temporal", "prometheus", "grafana"]) assert.ok(services[name], name);
      assert.match(String(services.postgres?.image), /^pgvector\/pgvector:/);
    }
    assert.match(String(production.services.nginx?.image), /nginx/);
  },
  X3: () => {
    const api = production.services["api-prod"];
    assert.is(api?.deploy?.replicas, 3);
    assert.is(production.services["worker-prod"]?.deploy?.replicas, 4);
    assert.equal(at(api?.deploy, "resources", "reservations"), { cpus: "0.5", memory: "512M" });
    assert.equal(at(api?.deploy, "resources", "limits", "memory"), "1024M");
    assert.is(at(api?.deploy, "update_config", "failure_action"), "rollback");
    assert.is(at(api?.deploy, "rollback_config", "delay"), "30s");
    assert.is(at(api?.healthcheck, "start_period"), "60s");
  },
  X4: () => {
    assert.is(at(development.secrets?.["jwt-secret"], "file"), `\${SECRETS_DIR:-./secrets}/jwt-secret`);
    assert.ok(production.services["vault-agent"]);
    assert.match(xorb.text("vault/production/agent.hcl"), /address\s*=\s*"https:\/\/vault\.xorb\.example:8200"/);
    assert.equal(Object.keys(production.secrets ?? {}), ["vault-role-id", "vault-secret-id"]);
  },
  X9: () => {
    for (const name of ["containers", "errors", "health", "performance"]) {
      const dashboard = xorb.read(`monitoring/production/grafana/dashboards/platform/${name}.json`);
      assert.ok(Array.isArray(dashboard.panels) && dashboard.panels.length > 1, name);
    }
    assert.is(production.services["api-prod"]?.environment?.LOG_FORMAT, "json");
  },
  X5: () => {
    const script = "tools/scripts/docker-build.sh";
    const { code, output } = xorb.run(["bash", script, "--help"]);
    assert.is(code, 0);
    for (const command of ["build", "security-scan", "size-report", "deploy", "test", "clean"]) {
      assert.match(output, new RegExp(`^  ${command} `, "m"));
    }
    for (const option of ["environment", "target", "version", "push"])
      assert.match(output, new RegExp(`--${option}\\b`));
    const words = ["build", "--environment", "production", "--target", "production", "--version", "1.2.3", "--push"];
    const built = xorb.run(["bash", script, ...words, "--dry-run"]);
    assert.is(built.code, 0, built.output);
    assert.match(built.output, /docker buildx bake/);
    assert.match(built.output, /xorb\/api:1\.2\.3/);
    assert.match(xorb.text("docker-bake.hcl"), /cache-from/);
  },
  X6: () => {
    const { code, output } = xorb.run(["python3", "-B", "test_containers.py", "--help"]);
    assert.is(code, 0, output);
    const categories = "docker,build,security,startup,configuration,size,health,mounts";
    assert.ok(output.replaceAll(/\s/g, "").includes(categories), output);
  },
  X7: () => {
    assert.match(xorb.text("src/common/config_manager.py"), /^class \w+:$/m);
    const validate = ["bash", "tools/scripts/config-manager.sh", "validate"];
    const { code, output } = xorb.run([...validate, "production"]);
    assert.is(code, 78);
    assert.match(output, /VERSION: is not set/);
    assert.is(xorb.run([...validate, "nowhere"]).code, 2);
  },
  X8: () => {
    const { code, output } = xorb.run(["bash", "tools/scripts/deploy.sh", "--help"]);
    assert.is(code, 0);
    for (const command of ["rollback", "releases", "status"]) assert.match(output, new RegExp(`^  ${command} `, "m"));
    const words = ["production", "--version", "1.2.3", "--dry-run"];
    const deployed = xorb.run(["bash", "tools/scripts/deploy.sh", ...words]);
    assert.is(deployed.code, 0, deployed.output);
    assert.match(deployed.output, /--scale worker-prod=/);
  },
};
