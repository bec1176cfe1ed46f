import * as assert from "uvu/assert";
import { at, type Feature, listAt, Platform } from "./platform.ts";

const azora = new Platform("examples/azora");
const vessel = (name: string): ReturnType<Platform["compose"]> => azora.compose(`vessels/docker-compose${name}.yml`);

/** Azora: thirty services in stacks that start on their own. */
export const features: Readonly<Record<string, Feature>> = {
  A1: () => {
    const names = ["", ".prod", ".production", ".monitoring", ".autonomous", ".compliance"];
    for (const name of names) assert.ok(Object.keys(vessel(name).services).length > 3, name);
    assert.is(azora.files("vessels/docker-compose*.yml").length, names.length);
  },
  A2: () => {
    const { services } = vessel(".production");
    assert.ok(services["main-app"]?.ports?.includes("0.0.0.0:80:3000"));
    const ports = { "ai-personalization": 3010, "ai-sentiment": 3011, "ai-chatbot": 3012, "ai-vision": 3013 };
    for (const [name, port] of Object.entries(ports)) {
      assert.is(at(services["main-app"]?.depends_on?.[name], "condition"), "service_healthy");
      assert.is(services[name]?.restart, "unless-stopped");
      assert.match(listAt(services[name]?.healthcheck, "test").join(" "), new RegExp(`:${port}/health`));
    }
  },
  A4: () => {
    const { services } = vessel(".autonomous");
    for (const name of ["tracing-recovery", "snapshot-scheduler", "zero-rating", "5g-manager"]) {
      assert.ok(services[name], name);
    }
    assert.is(services["snapshot-scheduler"]?.environment?.POLL_INTERVAL_SECONDS, "300");
    assert.ok(services["zero-rating"]?.depends_on?.redis);
    assert.equal(Object.keys(services["5g-manager"]?.depends_on ?? {}), ["postgres", "redis"]);
  },
  A5: () => {
    const { services } = vessel(".compliance");
    assert.ok(services["compliance-dashboard"]?.ports?.some((port) => port.endsWith(":4086:4086")));
    const ports = { gdpr: 4080, hipaa: 4081, sox: 4082, ccpa: 4083, pipeda: 4084, lgpd: 4085, "south-africa": 4087 };
    for (const [name, port] of Object.entries(ports)) {
      assert.match(listAt(services[name]?.healthcheck, "test").join(" "), new RegExp(`:${port}/`));
    }
    assert.ok(services["automated-reporting"]?.depends_on?.gdpr);
    assert.ok(services["quantum-iot"]?.depends_on?.mqtt);
    assert.match(String(services.mqtt?.image), /mosquitto/);
  },
  A6: () => {
    const { services } = azora.compose("services/azora-mint/docker-compose.yml");
    const { "azora-mint": mint, "azora-mint-mongodb": database } = services;
    assert.ok(mint?.ports?.some((port) => port.endsWith(":3006:3006")));
    assert.match(String(database?.image), /^mongo:7-jammy/);
    assert.ok(database?.ports?.some((port) => port.endsWith(":27019:27017")));
    assert.match(listAt(database?.healthcheck, "test").join(" "), /mongosh/);
    const targets = listAt(database?.volumes).map((volume) => at(volume, "target"));
    assert.ok(targets.includes("/docker-entrypoint-initdb.d/init-mongo.js"));
    assert.ok(azora.compose("organs/ai-website-builder/docker-compose.yml").services["ai-website-builder"]);
  },
  A7: () => {
    const path = "organs/ai-website-builder/docker/Dockerfile";
    assert.match(azora.stageText("dependencies-base", path), /g\+\+/);
    assert.match(azora.stageText("base", path), /chromium/);
    assert.match(azora.stageText("production", path), /^USER (1001|nodejs)/m);
  },
  A3: () => {
    const { services, networks } = vessel(".monitoring");
    const ports = {
      prometheus: "9090:9090",
      grafana: "3001:3000",
      "node-exporter": "9100:9100",
      alertmanager: "9093:9093",
    };
    for (const [name, port] of Object.entries(ports)) {
      assert.equal(services[name]?.ports, [`127.0.0.1:${port}`]);
      assert.equal(services[name]?.networks, ["azora-monitoring"]);
    }
    assert.ok(Object.hasOwn(networks ?? {}, "azora-monitoring"));
    const scraped = listAt(azora.read("monitoring/production/prometheus/prometheus.yml"), "scrape_configs");
    assert.equal(
      scraped.map((job) => at(job, "job_name")),
      ["alertmanager", "grafana", "node-exporter", "prometheus"],
    );
  },
};
