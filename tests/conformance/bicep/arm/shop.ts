/** A platform for simulated deployments, with a service more or less. */
export function shop(variant: "base" | "added" | "removed"): string {
  const reports =
    '  reports: { runtime: node@22, source: reports, start: node a.js, health: { command: ["true"] }, env: { KEY: "${secrets.report-key}" } }\n';
  const web =
    '  web: { runtime: node@22, source: web, start: node a.js, port: 8000, health: /, routes: "${platform.domain}", env: { KEY: "${secrets.key}" } }\n';
  return `
platform: { name: shop, description: Sells., domain: shop.example, registry: ghcr.io/shop }
secrets:
  key: Signs tokens.
  report-key: Opens reports.
  password: { description: Of the database., generate: password }
  cache-password: { description: Of the cache., generate: password }
services:
  api:
    runtime: node@22
    source: src
    start: node a.js
    port: 8000
    health: /health
    routes: "api.\${platform.domain}"
    update: { strategy: blue-green }
    dependsOn: [orders]
    env: { URL: "\${services.orders.url}", CACHE: "\${services.cache.url}" }
    environments: [prod, staging]
${variant === "removed" ? "" : web}${variant === "added" ? reports : ""}  worker:
    runtime: node@22
    source: src
    start: node b.js
    health: { command: ["true"] }
    storage: { data: { path: /data, size: 5Gi, shared: true } }
    files: { /etc/worker.conf: "level = info\\n" }
  orders: { engine: postgres@16, password: "\${secrets.password}" }
  cache: { engine: redis@8, password: "\${secrets.cache-password}", environments: [prod, staging] }
jobs: { migrate: { service: api, start: node m.js, before: [api], timeout: 5m, environments: [prod, staging], env: { URL: "\${services.orders.url}" } } }
observability: { notify: { email: a@shop.example } }
environments:
  prod: { tier: production }
  staging: { tier: staging, domain: staging.shop.example }
  dev: { tier: development, domain: dev.shop.example, targets: { bicep: { zoneRedundant: false } } }
targets: { docker: false, compose: false, bicep: { region: westeurope } }
`;
}
