import type { SpecPath } from "../../compiler/spec/path.ts";

/** A specification and the thing in it whose keys are tried. */
export interface KeyContext {
  readonly name: string;
  /** The definition of the schema whose keys the thing has. */
  readonly definition: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly owner: SpecPath;
  /** The paths below the owner that are tried. Missing: all. */
  readonly only?: RegExp;
}

/** What every specification has around the thing that is looked at. */
const around = {
  platform: { name: "shop", description: "Sells things.", domain: "shop.example", registry: "registry.example/shop" },
  secrets: {
    password: { description: "A password.", generate: "password" },
    certificate: { description: "A certificate." },
    authority: { description: "Who signs certificates." },
  },
  config: { LEVEL: { value: "low" } },
  external: { payments: { url: "https://payments.example" } },
  networks: { shared: { description: "Shared." } },
  edge: { engine: "traefik" },
  environments: { development: { tier: "development" }, production: { tier: "production" } },
  targets: { kustomize: true, helm: true, bicep: { region: "westeurope" }, ci: true },
};

const cache = { engine: "redis@7", password: "${secrets.password}", publish: 16379 };
/** No environment runs it: other builds copy its output. */
const frontend = {
  runtime: { language: "node", version: "22" },
  build: { command: "npm run build" },
  static: { folder: "dist" },
  environments: [],
};
const beside = { cache, frontend };

const database = { engine: "postgres@16", password: "${secrets.password}" };
const ports = { port: { number: 8000 }, ports: { metrics: { number: 9000 } } };

const services: Readonly<Record<string, object>> = {
  python: {
    runtime: { language: "python", version: "3.13" },
    server: { name: "gunicorn", application: "app:app" },
    ...ports,
  },
  uv: {
    runtime: { language: "python", version: "3.13" },
    lockfile: { path: "uv.lock" },
    server: { name: "uvicorn", application: "app:app" },
    ...ports,
  },
  node: { runtime: { language: "node", version: "22" }, start: "node server.js", ...ports },
  go: { runtime: { language: "go", version: "1.25" }, start: "/usr/local/bin/app", ...ports },
  maven: { runtime: { language: "java", version: "21" }, start: "java -jar app.jar", ...ports },
  gradle: {
    runtime: { language: "java", version: "21" },
    lockfile: { path: "gradle.lockfile" },
    start: "java -jar app.jar",
    ...ports,
  },
  dotnet: { runtime: { language: "dotnet", version: "9.0" }, start: "dotnet app.dll", ...ports },
  site: {
    runtime: { language: "node", version: "22" },
    build: { command: "npm run build" },
    static: { folder: "dist" },
    port: { number: 8000 },
  },
  "own Dockerfile": { build: { dockerfile: "own/Dockerfile" }, ...ports },
  worker: { runtime: { language: "node", version: "22" }, start: "node worker.js" },
  image: { image: "example.com/app:1.0", ...ports },
  "image without ports": { image: "example.com/app:1.0" },
  postgres: { engine: { name: "postgres" }, password: "${secrets.password}" },
  mongodb: { engine: { name: "mongodb" }, password: "${secrets.password}" },
  redis: { engine: { name: "redis" }, password: "${secrets.password}" },
  minio: { engine: { name: "minio" }, username: "user", password: "${secrets.password}" },
  grafana: { engine: { name: "grafana" }, password: "${secrets.password}" },
  mosquitto: { engine: { name: "mosquitto" }, username: "user", password: "${secrets.password}" },
  nginx: { engine: { name: "nginx" }, files: { "/etc/nginx/nginx.conf": { content: "events {}\n" } } },
  prometheus: { engine: { name: "prometheus" } },
  "node-exporter": { engine: { name: "node-exporter" } },
  "otel-collector": { engine: { name: "otel-collector" } },
  elasticsearch: { engine: { name: "elasticsearch" }, password: "${secrets.password}" },
  temporal: { engine: { name: "temporal" }, dependsOn: ["database"] },
  vault: { engine: { name: "vault" } },
};

const host = { runtime: { language: "node", version: "22" }, start: "node server.js", port: { number: 8000 } };

/** Engines that Azure Container Apps cannot run: their data would lie on a share. */
const notOnAzure = ["elasticsearch", "grafana", "minio", "mosquitto", "prometheus", "redis", "vault"];

const jobs: Readonly<Record<string, object>> = {
  "job built here": { runtime: { language: "python", version: "3.13" }, start: "python job.py" },
  "job with its own Dockerfile": { build: { dockerfile: "own/Dockerfile" } },
  "scheduled job": { runtime: { language: "node", version: "22" }, start: "node job.js", schedule: "0 4 * * *" },
  "job of an image": { image: "example.com/job:1.0" },
  "scheduled job of an image": { image: "example.com/job:1.0", schedule: "0 4 * * *" },
  "job of a service": { service: "host", start: "node job.js" },
};

const mock = { image: "example.com/mock:1.0", port: 8080 };
const run = { service: "host", command: "npm test" };
const testEnvironment = (parts: object): object => ({
  production: { tier: "production" },
  test: { tier: "test", ...parts },
});

/** Every kind of workload, in a platform that has all tiers and all targets. */
export const workloadContexts: readonly KeyContext[] = [
  ...Object.entries(services).map(([name, service]) => ({
    name,
    definition: "service",
    spec: {
      ...around,
      services: { app: service, ...(name === "temporal" && { database }), ...beside },
      ...(notOnAzure.includes(name) && { targets: { ...around.targets, bicep: false } }),
    },
    owner: ["services", "app"],
  })),
  ...Object.entries(jobs).map(([name, job]) => ({
    name,
    definition: "job",
    spec: { ...around, services: { host, ...beside }, jobs: { app: job } },
    owner: ["jobs", "app"],
  })),
  {
    name: "mock",
    definition: "mock",
    spec: {
      ...around,
      services: { host: { ...host, dependsOn: ["payments"] } },
      environments: testEnvironment({ mocks: { payments: mock } }),
    },
    owner: ["environments", "test", "mocks", "payments"],
  },
  {
    name: "test runner",
    definition: "test",
    spec: {
      ...around,
      services: { host, web: { ...host, port: 8001 }, ...beside },
      environments: testEnvironment({ tests: { unit: run } }),
    },
    owner: ["environments", "test", "tests", "unit"],
  },
];

const tiers = ["development", "production", "staging", "test"];

const shop = {
  ...around,
  environments: Object.fromEntries(
    tiers.map((tier) => [tier, { tier, ...(tier !== "production" && { domain: `${tier}.shop.example` }) }]),
  ),
  config: { LEVEL: { description: "How much.", required: true } },
  stacks: { apart: { services: ["reporter"], environment: "production" } },
  services: {
    app: {
      ...host,
      build: { command: "npm run build" },
      routes: { host: "${platform.domain}" },
      env: {
        LEVEL: "${config.LEVEL}",
        KEY: "${secrets.authority}",
        PAYMENTS: "${external.payments.url}",
        DOMAIN: "${platform.domain}",
      },
      metrics: { path: "/metrics" },
      dependsOn: ["payments", "cache"],
      networks: ["shared"],
      storage: { files: { path: "/files" }, everywhere: { path: "/everywhere", shared: true } },
      hostPaths: { "/etc/localtime": { host: "/etc/localtime", reason: "The host's time zone." } },
    },
    printer: { image: "example.com/printer:1.0" },
    reporter: { image: "example.com/reporter:1.0" },
    ...beside,
  },
};

/** Workloads whose keys are tried in the overlay of an environment, one for each tier. */
export const overlayContexts: readonly KeyContext[] = tiers.flatMap((tier) => {
  const platform = { ...around, environments: { [tier]: { tier } } };
  return [
    {
      name: `a service in ${tier}`,
      definition: "service",
      spec: { ...platform, services: { app: services.node, ...beside } },
      owner: ["environments", tier, "services", "app"],
    },
    {
      name: `a job in ${tier}`,
      definition: "job",
      spec: { ...platform, services: { host, ...beside }, jobs: { app: jobs["scheduled job"] } },
      owner: ["environments", tier, "jobs", "app"],
    },
  ];
});

/** What does not belong to a workload: the platform as a whole, and each environment. */
export const platformContexts: readonly KeyContext[] = [
  { name: "platform", definition: "spec", spec: shop, owner: [] },
  ...tiers.map((name) => ({
    name: `environment ${name}`,
    definition: "environment",
    spec: shop,
    owner: ["environments", name],
  })),
];

const monitored = {
  ...shop,
  services: {
    ...shop.services,
    app: { ...shop.services.app, metrics: { path: "/metrics", names: { preset: "starlette" } } },
  },
  observability: {
    environments: tiers,
    metrics: { host: true },
    traces: {},
    notify: { email: "ops@shop.example", mail: { host: "smtp.shop.example:587", from: "alerts@shop.example" } },
  },
};

/** What monitoring reads, in a platform that is monitored. */
export const monitoredContexts: readonly KeyContext[] = [
  {
    name: "monitored platform",
    definition: "spec",
    spec: monitored,
    owner: [],
    only: /^(observability|targets\.monitoring)/,
  },
  {
    name: "monitored service",
    definition: "service",
    spec: monitored,
    owner: ["services", "app"],
    only: /^(alerts|metrics|objective)/,
  },
  {
    name: "monitored environment",
    definition: "environment",
    spec: monitored,
    owner: ["environments", "development"],
    only: /^observability/,
  },
  {
    name: "service of a monitored environment",
    definition: "service",
    spec: monitored,
    owner: ["environments", "development", "services", "app"],
    only: /^(alerts|metrics|objective)/,
  },
];
