import { roles } from "../../../compiler/targets/bicep/names.ts";
import { vocabulary } from "../../../compiler/targets/bicep/vocabulary.ts";

/** A specification that has to compile to Bicep which the compiler accepts. */
export interface Composed {
  readonly name: string;
  readonly text: string;
}

/** Names of our own modules, parameters and outputs. */
const ownWords = [
  ..."apps hosts config secrets settings literals caches tags unique missing location locked vaultName vaultUri".split(
    " ",
  ),
  ..."registryServer registryName storageName environmentName imageTag bindDomains identityId vaultEndpoint".split(" "),
  ..."storageEndpoint secretsType settingsType monitoring network registry storage blobZone mongoType".split(" "),
];

/** Parts of a service, each in one shape. */
const shapes: Readonly<Record<string, string>> = {
  plain: "",
  text: 'env: { A: "it\'s $${x}", B: "", C: "\\n\\t\\\\", D: "${services.peer.url}/${platform.domain}" }',
  setting: 'env: { ENVIRONMENT: "${config.SELLER}", OTHER: "a-${config.SELLER}-${platform.domain}" }',
  pieces: `env: { LIST: "${Array.from({ length: 12 }, () => "${platform.domain} ${services.peer.url}").join(" ")}" }`,
  environment: 'env: { ENVIRONMENT: "${environment.name}", LEVEL: "${environment.name}-${platform.domain}" }',
  secret: 'env: { KEY: "${secrets.key}" }',
  secretInEnvironment: 'env: { KEY: { value: "${secrets.key}", as: env, reason: Its library reads nothing else. } }',
  derived: 'env: { URL: "https://me:${secrets.key}@${platform.domain}/${services.peer.host}" }',
  files: 'files: { /etc/a/b.conf: "x ${platform.domain}", /etc/key: "${secrets.key}", /etc/mixed: "k=${secrets.key}" }',
  storage: "storage: { data: { path: /data, size: 20Gi, shared: true } }",
  scaleFixed: "scale: 3",
  scaleLoad: "scale: { min: 1, max: 9, cpu: 70%, memory: 80%, requests: 30 }",
  schedules: 'scale: { min: 1, max: 4, schedules: [{ start: "0 7 * * 1-5", end: "0 19 * * 1-5", replicas: 2 }] }',
  large: "resources: { cpu: 6, memory: 40Gi }",
  small: "resources: { cpu: 100m, memory: 900Mi }",
  probes: "health: { ready: /ready, live: /live, startPeriod: 3m, interval: 10s, retries: 15 }",
  stop: "stop: { grace: 90s }",
  exposed: 'routes: [{ host: "a.${platform.domain}" }, { host: "b-c.${platform.domain}" }]',
  blueGreen: "update: { strategy: blue-green }",
  ports: "ports: { metrics: 9000, admin: 9001 }",
  command: 'start: ["run", "it\'s", "$${x}"]',
  roles: "access: { cloud: [key-vault-crypto-user, storage-blob-data-reader] }",
  partial: "environments: [prod]",
  database: "dependsOn: [orders], env: { DATABASE_URL: '${services.orders.url}' }",
  cache: "dependsOn: [memory], env: { CACHE_URL: '${services.memory.url}', CACHE_HOST: '${services.memory.host}' }",
  partialCache:
    "environments: [prod], env: { CACHE_URL: '${services.fleeting.url}', CACHE_HOST: '${services.fleeting.host}' }",
  queue: "scale: { min: 0, max: 5, queue: { service: memory, list: jobs } }",
};

/** What surrounds the service. */
const surroundings: readonly (readonly [name: string, registry: string, environments: string, further: string])[] = [
  ["one", "", "prod: { tier: production }", ""],
  [
    "two",
    "registry: ghcr.io/shop",
    "prod: { tier: production }, staging: { tier: staging, domain: s.shop.example }",
    "",
  ],
  [
    "three",
    "registry: shopimages.azurecr.io/team",
    "prod: { tier: production, config: { COLOUR: red } }, staging: { tier: staging, domain: s.shop.example, services: { it: { resources: { cpu: 2, memory: 2Gi } } } }, dev: { tier: development, location: laptop, targets: { bicep: { zoneRedundant: false } } }",
    "observability: { notify: { email: a@shop.example } }",
  ],
];

const images = { built: "runtime: node@22, source: src", elsewhere: "image: a/b:1" } as const;

function specOf(
  [, registry, environments, further]: (typeof surroundings)[number],
  services: readonly string[],
  names: { readonly secrets?: readonly string[]; readonly settings?: readonly string[] } = {},
): string {
  const secrets = ["key", "password", ...(names.secrets ?? [])].map((name) => `"${name}": A secret.`);
  const settings = ["SELLER", ...(names.settings ?? [])].map(
    (name) => `"${name}": { description: D., required: true }`,
  );
  return `
platform: { name: shop, description: Sells., domain: shop.example${registry === "" ? "" : `, ${registry}`} }
secrets: { ${[...new Set(secrets)].join(", ")} }
config: { ${[...new Set(settings)].join(", ")}, COLOUR: { value: blue, description: D. } }
services:
${services.map((service) => `  ${service}\n`).join("")}environments: { ${environments} }
${further}
targets: { docker: false, compose: false, bicep: { region: westeurope } }
`;
}

/** The services that shapes refer to, where one does. */
function peersOf(shape: string): readonly string[] {
  const all = {
    peer: "peer: { image: a/b:1, port: 8080, health: / }",
    orders: 'orders: { engine: postgres@16, password: "${secrets.password}" }',
    memory: 'memory: { engine: redis@8, password: "${secrets.password}" }',
    fleeting: 'fleeting: { engine: redis@8, password: "${secrets.password}", environments: [prod] }',
  };
  return Object.entries(all).flatMap(([name, service]) => (new RegExp(`\\b${name}\\b`).test(shape) ? [service] : []));
}

function shaped(): readonly Composed[] {
  return surroundings.flatMap((around) =>
    Object.entries(images).flatMap(([origin, image]) =>
      Object.entries(shapes)
        .filter(([name]) => !(name === "command" && origin === "elsewhere"))
        .map(([name, shape]) => {
          const start = origin === "built" && name !== "command" ? ", start: node a.js" : "";
          const health = name === "probes" ? "" : ", health: /";
          const own = `it: { ${image}, port: 8000${start}${health}${shape === "" ? "" : `, ${shape}`} }`;
          return { name: `${around[0]}-${origin}-${name}`, text: specOf(around, [own, ...peersOf(shape)]) };
        }),
    ),
  );
}

/** A word as a name: `readEnvironmentVariable` is `read-environment-variable`. */
function nameOf(word: string): string {
  return word
    .replaceAll("_", "-")
    .replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

/** Names out of Bicep's words and our own, and names that separators alone keep apart, each as everything that has one. */
function named(): readonly Composed[] {
  const words = [...vocabulary, ...ownWords, ...roles].map(nameOf).filter((word) => word.length > 1);
  const alike = [
    ...[
      "web-1",
      "web1",
      "web-1-a",
      "web-1a",
      "a-1",
      "a1",
      "web-app",
      "web-identity",
      "web-settings",
      "web",
      "webapp",
      "on-e",
      "one",
    ],
    ...[
      "user",
      "path",
      "home",
      "vault",
      "alerts",
      "image-tag",
      "api-digest",
      "cache-host",
      "db-server",
      "vault-server",
    ],
  ];
  const all = [...new Set([...words, ...alike])].filter((word) => word.length <= 30);
  const size = 8;
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
  const [, around] = surroundings;
  if (!around) return [];
  return chunks.flatMap((chunk, index) => {
    const settings = chunk.map((word) => word.toUpperCase().replaceAll("-", "_"));
    const reads = settings.map((name) => `${name}: "\${config.${name}}"`).join(", ");
    const keys = chunk
      .map((name) => `KEY_${name.toUpperCase().replaceAll("-", "_")}: "\${secrets.${name}}"`)
      .join(", ");
    const apps = chunk.map((name) => `"${name}": { image: a/b:1, port: 8080, health: /, env: { ${reads}, ${keys} } }`);
    const servers = chunk.map((name) => `"${name}": { engine: redis@8, password: "\${secrets.password}" }`);
    const caller = `zz: { image: a/b:1, port: 8080, health: /, env: { ${reads}, ${chunk
      .map((name, at) => `URL_${at}: "\${services.${name}.url}"`)
      .join(", ")} } }`;
    return [
      { name: `named-apps-${index}`, text: specOf(around, apps, { secrets: chunk, settings }) },
      { name: `named-servers-${index}`, text: specOf(around, [...servers, caller], { secrets: chunk, settings }) },
    ];
  });
}

/** Platforms of one to 120 services, whose environments differ in everything. */
function sized(): readonly Composed[] {
  return [1, 5, 33, 65, 120].map((count) => {
    const names = Array.from({ length: count }, (_, at) => `service-${at}`);
    const services = names.map(
      (name) =>
        `"${name}": { runtime: node@22, source: src, start: node a.js, port: 8080, health: /, routes: "${name}.\${platform.domain}", env: { A: "\${environment.name}" } }`,
    );
    const differs = names
      .map((name) => `"${name}": { resources: { cpu: 2, memory: 3Gi }, scale: { min: 3, max: 7 } }`)
      .join(", ");
    const environments = `prod: { tier: production, services: { ${differs} } }, staging: { tier: staging, domain: s.shop.example }`;
    const further = "observability: { notify: { email: a@shop.example } }";
    return {
      name: `sized-${count}`,
      text: specOf(
        ["sized", "registry: ghcr.io/an-organisation-with-a-long-name/its-platform", environments, further],
        services,
      ),
    };
  });
}

/** Every composed specification. */
export function composeAll(): readonly Composed[] {
  return [...shaped(), ...named(), ...sized()];
}
