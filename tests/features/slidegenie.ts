import * as assert from "uvu/assert";
import { at, type Feature, listAt, Platform } from "./platform.ts";

const slidegenie = new Platform("examples/slidegenie");
const production = slidegenie.compose("docker-compose.prod.yml");

/** SlideGenie: one backend on two bases, with its stores and an edge. */
export const features: Readonly<Record<string, Feature>> = {
  S1: () => {
    const stages = slidegenie.stages();
    for (const stage of ["builder", "production", "development", "testing"]) assert.ok(stages.has(stage), stage);
    assert.is(slidegenie.baseOf("production"), "python:3.11-slim");
  },
  S2: () => {
    for (const stage of ["alpine", "alpine-dev", "alpine-test", "minimal"]) {
      assert.is(slidegenie.baseOf(stage, "Dockerfile.alpine"), "python:3.11-alpine");
    }
    const bake = slidegenie.text("docker-bake.hcl");
    for (const tag of ["latest", "dev", "test", "alpine", "alpine-dev", "alpine-test", "minimal"]) {
      assert.ok(bake.includes(`/backend:${tag}"`) || bake.includes(`:${tag}"`), `no image has the tag ${tag}`);
    }
  },
  S3: () => {
    assert.match(slidegenie.text(".dockerignore"), /^\*$/m);
    assert.ok(slidegenie.compose("docker-compose.yml").services.app?.build, "development builds the image");
    assert.match(slidegenie.text(".env.production"), /^VERSION=$/m);
    assert.not.match(slidegenie.text(".env.production"), /password|KEY=./i);
  },
  S5: () => {
    assert.equal(slidegenie.read("security/trivy-scan.yml").severity, ["HIGH", "CRITICAL"]);
    assert.is(slidegenie.read("security/container-security.yml")["exit-code"], 1);
    const release = slidegenie.text(".github/workflows/release.yml");
    for (const words of ["trivy-scan.yml", "syft", "cosign attest", "cosign sign"]) {
      assert.ok(release.includes(words), words);
    }
    assert.match(release, /cosign verify/);
  },
  S6: () => {
    const { app } = production.services;
    assert.is(app?.user, "1000:1000");
    assert.match(slidegenie.stageText("base"), /slidegenie/);
    assert.is(app?.read_only, true);
    assert.equal(app?.cap_drop, ["ALL"]);
    assert.equal(app?.security_opt, ["no-new-privileges:true"]);
    const targets = listAt(app?.volumes).map((volume) => at(volume, "target"));
    assert.equal(targets, ["/app/exports", "/app/logs", "/app/uploads"]);
  },
  S7: () => {
    const { traefik, postgres, redis, minio } = production.services;
    assert.ok(postgres && redis && minio);
    assert.ok(traefik?.ports?.includes("0.0.0.0:443:8443"));
    assert.match(slidegenie.text("traefik/production/traefik.yml"), /certResolver|certificatesResolvers/);
    assert.is(at(postgres.volumes?.[0], "source"), `\${DATA_DIR:-/opt/slidegenie/data}/postgres`);
  },
  S8: () => {
    const { services } = production;
    for (const name of ["prometheus", "cadvisor", "node-exporter", "grafana"]) assert.ok(services[name], name);
    const jobs = listAt(slidegenie.read("monitoring/production/prometheus/prometheus.yml"), "scrape_configs");
    const names = jobs.map((job) => String(at(job, "job_name")));
    for (const name of ["app", "cadvisor", "node-exporter", "postgres-exporter"]) assert.ok(names.includes(name), name);
    const dashboards = ["business", "containers", "infrastructure", "performance", "security"];
    for (const name of dashboards) {
      const dashboard = slidegenie.read(`monitoring/production/grafana/dashboards/platform/${name}.json`);
      assert.ok(listAt(dashboard, "panels").length > 1, name);
      assert.is(dashboard.uid, `slidegenie-production-${name}`);
    }
    const business = slidegenie.text("monitoring/production/grafana/dashboards/platform/business.json");
    assert.match(business, /slidegenie_presentations_total/);
  },
  S4: () => {
    const { code, output } = slidegenie.run(["bash", "scripts/build-images.sh", "--help"]);
    assert.is(code, 0);
    const options = ["registry", "name", "version", "platforms", "push", "no-cache", "scan", "no-scan", "sign"];
    for (const option of [...options, "alpine", "minimal", "all", "help"])
      assert.match(output, new RegExp(`--${option}\\b`));
    const all = slidegenie.run(["bash", "scripts/build-images.sh", "--all", "--version", "1.2.3", "--dry-run"]);
    assert.is(all.code, 0, all.output);
    for (const image of ["app", "app-alpine", "app-minimal"]) assert.match(all.output, new RegExp(`\\b${image}\\b`));
  },
  S10: () => {
    const { code, output } = slidegenie.run(["bash", "scripts/schedule.sh", "production", "--dry-run"]);
    assert.is(code, 0, output);
    assert.match(output, /^0 2 \* \* \* .*scan-images\.sh --running production/m);
    const security = slidegenie.text(".github/workflows/security.yml");
    assert.match(security, /cron: "0 2 \* \* \*"/);
    assert.match(security, /cron: "0 4 1 \* \*"/);
    assert.is(slidegenie.run(["bash", "scripts/clean-up.sh", "--help"]).code, 0);
  },
  S9: () => {
    const cron = slidegenie.run(["bash", "scripts/schedule.sh", "production", "--dry-run"]);
    assert.match(cron.output, /^0 2 \* \* \* .*backup\.sh production;/m);
    assert.match(cron.output, /^0 4 \* \* 0 .*backup\.sh production verify;/m);
    const all = slidegenie.run(["bash", "scripts/backup.sh", "production", "--dry-run"]);
    assert.is(all.code, 0, all.output);
    assert.match(all.output, /compose .*exec --no-TTY postgres .*pg_dump --format=custom/);
    assert.match(all.output, /--tag app \/app\/exports \/app\/logs \/app\/uploads/);
    const restore = slidegenie.run(["bash", "scripts/backup.sh", "production", "restore", "postgres", "--dry-run"]);
    assert.match(restore.output, /pg_restore --clean/);
  },
  S11: () => {
    const report = slidegenie.text("scripts/size-report.sh");
    for (const budget of [300_000_000, 150_000_000, 100_000_000]) assert.match(report, new RegExp(` ${budget} `));
    assert.match(slidegenie.text(".github/workflows/ci.yml"), /app-minimal 100000000/);
  },
};
