import { type Recipe, updateGoldens } from "./recipe.ts";

const entry = `# https://hub.docker.com/_/rabbitmq
title: RabbitMQ
description: Message broker.
image: rabbitmq
tag: "{version}-alpine"
version: "4"
versions: "[34](\\\\..*)?"
ports: [{ name: amqp, number: 5672, protocol: tcp }]
user: { id: 100, group: 101, any: false }
data: /var/lib/rabbitmq
temporary: { /tmp: 16Mi }
environment:
  RABBITMQ_DEFAULT_USER: "{username}"
entrypoint: [/bin/sh, -ec]
command:
  - |-
    export RABBITMQ_DEFAULT_PASS="$(cat {password-file})"
    exec docker-entrypoint.sh rabbitmq-server
credentials: { username: optional, password: required }
defaults: { username: app }
url: amqp://{username}:{password}@{host}:{port}/
health:
  command: [rabbitmq-diagnostics, --quiet, ping]
  startPeriod: 60s
resources: { cpu: "1", memory: 1Gi, pids: 1024 }
stop: { signal: SIGTERM, grace: 60s }
`;

/** The message broker RabbitMQ. */
export const engine: Recipe = {
  name: "Add an engine to the catalogue",
  tests: ["tests/engines.test", "tests/golden.test"],
  cases: ["catalogue"],
  steps: [
    {
      does: "Describe it in `compiler/catalog/engines/<name>.yaml`",
      test: "tests/engines.test",
      names: /rabbitmq/,
      edits: [{ file: "compiler/catalog/engines/rabbitmq.yaml", text: entry }],
    },
    {
      does: "Add its name to the list in `tests/engines.test.ts`",
      test: "tests/engines.test",
      names: /rabbitmq/,
      edits: [{ file: "tests/engines.test.ts", before: '  "redis",', insert: '  "rabbitmq",\n' }],
    },
    {
      does: "Use it in `tests/golden/catalogue/platform.yaml`",
      test: "tests/engines.test",
      names: /rabbitmq/,
      edits: [
        {
          file: "tests/golden/catalogue/platform.yaml",
          before: "  temporal: {",
          insert: '  rabbitmq: { engine: rabbitmq, password: "${secrets.password}" }\n',
        },
      ],
    },
    updateGoldens("catalogue", /npm run test:update/),
  ],
};
