import type { Example } from "./example.ts";

const xorbPython = (folder: string): Readonly<Record<string, string>> => ({
  [folder]: "asgi",
  [`${folder}/requirements.lock`]: "asgi/requirements.txt",
  [`${folder}/requirements-dev.lock`]: "asgi/requirements-dev.txt",
});

const azoraServices = [
  ...[
    "5g-manager",
    "ai-chatbot",
    "ai-personalization",
    "ai-sentiment",
    "ai-vision",
    "automated-reporting",
    "azora-mint",
  ],
  ...["ccpa-compliance", "compliance-dashboard", "gdpr-compliance", "hipaa-compliance", "lgpd-compliance"],
  ...["pipeda-compliance", "quantum-iot", "snapshot-scheduler", "south-african-compliance", "sox-compliance"],
  ...["tracing-recovery", "zero-rating"],
];

/**
 * The platforms. Azora's other stacks and environments differ from those here in names and ports, except for the broker of its
 * compliance stack, which is not started.
 */
export const examples: readonly Example[] = [
  {
    name: "supacrypt",
    needs: "dotnet",
    sources: { ".": "kestrel" },
    variables: { KEY_VAULT_URI: "https://supacrypt.vault.example/" },
    suites: [{ dockerfile: "Dockerfile", target: "test", file: "src/Supacrypt.Backend/Program.cs" }],
    deployments: [
      {
        file: "docker-compose.dev.yml",
        secrets: "development",
        open: ["backend otel-collector:4317"],
        closed: [],
      },
      {
        file: "docker-compose.yml",
        secrets: "production",
        open: ["backend otel-collector:4317"],
        closed: [],
      },
    ],
  },
  {
    name: "slidegenie",
    sources: { ".": "asgi" },
    variables: {
      ANTHROPIC_API_KEY: "sk-of/anthropic?&#",
      DATA_DIR: "./data",
      SLACK_URL: "https://hooks.slack.example/services/T0/B0/x",
    },
    suites: [{ dockerfile: "Dockerfile", target: "testing", file: "app/main.py" }],
    deployments: [
      {
        file: "docker-compose.yml",
        secrets: "development",
        open: ["app postgres:5432", "app redis:6379", "app minio:9000"],
        closed: [],
      },
      {
        file: "docker-compose.prod.yml",
        secrets: "production",
        folders: {
          user: 1000,
          paths: [
            "alertmanager",
            "exports",
            "grafana",
            "logs",
            "minio",
            "postgres",
            "prometheus",
            "redis",
            "traefik",
            "uploads",
          ].map((name) => `data/${name}`),
        },
        open: ["app postgres:5432", "app redis:6379", "app minio:9000", "traefik app:8000"],
        closed: ["traefik postgres:5432", "traefik redis:6379", "postgres redis:6379", "minio postgres:5432"],
        privileged: ["cadvisor"],
      },
    ],
  },
  {
    name: "xorb",
    sources: {
      ...xorbPython("src/api"),
      ...xorbPython("src/orchestrator"),
      ...xorbPython("src/services/worker"),
      "src/common": "asgi/app",
    },
    suites: [{ dockerfile: "src/api/Dockerfile", target: "testing", file: "src/api/app/main.py" }],
    deployments: [
      {
        file: "docker-compose.development.yml",
        secrets: "development",
        open: ["worker-dev postgres:5432", "worker-dev redis:6379", "api-dev temporal:7233", "temporal postgres:5432"],
        closed: ["worker-dev grafana:3000"],
        writable: ["temporal"],
      },
      {
        file: "docker-compose.production.yml",
        files: { "secrets/vault-role-id": "role-of-e2e", "secrets/vault-secret-id": "secret-of-e2e" },
        open: [
          "nginx api-prod:8000",
          "worker-prod redis:6379",
          "orchestrator-prod temporal:7233",
          "grafana prometheus:9090",
        ],
        closed: ["nginx postgres:5432", "grafana postgres:5432", "redis postgres:5432", "vault-agent redis:6379"],
        writable: ["temporal"],
        privileged: ["cadvisor"],
      },
    ],
  },
  {
    name: "azora",
    sources: {
      ".": "node",
      ...Object.fromEntries(azoraServices.map((name) => [`services/${name}`, "node"])),
      "organs/ai-website-builder": "node",
      "services/azora-mint/docker/init-mongo.js": "node/index.js",
    },
    suites: [
      { dockerfile: "Dockerfile", target: "main-app-test", file: "index.js" },
      {
        dockerfile: "organs/ai-website-builder/docker/Dockerfile",
        target: "test",
        file: "organs/ai-website-builder/index.js",
      },
    ],
    deployments: [
      { file: "vessels/docker-compose.yml", open: ["main-app ai-chatbot:3012"], closed: [] },
      {
        file: "services/azora-mint/docker-compose.yml",
        secrets: "development",
        open: ["azora-mint azora-mint-mongodb:27017"],
        closed: [],
      },
      {
        file: "organs/ai-website-builder/docker-compose.yml",
        secrets: "development",
        open: ["ai-website-builder ai-website-builder-mongodb:27017"],
        closed: [],
      },
      {
        file: "vessels/docker-compose.monitoring.yml",
        secrets: "production",
        open: ["grafana prometheus:9090"],
        closed: [],
      },
      {
        file: "vessels/docker-compose.autonomous.yml",
        secrets: "production",
        open: ["5g-manager postgres:5432", "zero-rating redis:6379", "snapshot-scheduler tracing-recovery:3020"],
        closed: ["zero-rating postgres:5432", "tracing-recovery redis:6379"],
      },
    ],
  },
];
