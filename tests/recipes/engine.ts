import { type Recipe, updateGoldens } from "./recipe.ts";

const entry = `# https://hub.docker.com/_/memcached
title: Memcached
description: In-memory cache.
image: memcached
tag: "{version}-alpine"
version: "1.6"
versions: "1\\\\.6(\\\\..*)?"
ports: [{ name: memcached, number: 11211, protocol: tcp }]
user: { id: 11211, group: 11211, any: true }
temporary: { /tmp: 16Mi }
command: [memcached]
url: memcached://{host}:{port}
health:
  command: [nc, -z, 127.0.0.1, "11211"]
  startPeriod: 10s
resources: { cpu: 250m, memory: 128Mi }
`;

/** The cache Memcached. */
export const engine: Recipe = {
  name: "Add an engine to the catalogue",
  tests: ["tests/engines.test", "tests/golden.test"],
  cases: ["catalogue"],
  steps: [
    {
      does: "Describe it in `compiler/catalog/engines/<name>.yaml`",
      test: "tests/engines.test",
      names: /memcached/,
      edits: [{ file: "compiler/catalog/engines/memcached.yaml", text: entry }],
    },
    {
      does: "Add its name to the list in `tests/engines.test.ts`",
      test: "tests/engines.test",
      names: /memcached/,
      edits: [{ file: "tests/engines.test.ts", before: '  "minio",', insert: '  "memcached",\n' }],
    },
    {
      does: "Use it in `tests/golden/catalogue/platform.yaml`",
      test: "tests/engines.test",
      names: /memcached/,
      edits: [
        {
          file: "tests/golden/catalogue/platform.yaml",
          before: "  minio: {",
          insert: "  memcached: { engine: memcached }\n",
        },
      ],
    },
    updateGoldens("catalogue", /npm run test:update/),
  ],
};
