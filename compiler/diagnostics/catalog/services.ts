import { error, note } from "../definition.ts";

/** Findings about a service: its origin, its commands, its name and its volumes. */
export const services = {
  "model/no-origin": error<{ service: string }>({
    message: ({ service }) => `Service '${service}' has no runtime, Dockerfile, image or engine.`,
    help: ({ service }) =>
      `Set 'services.${service}.runtime' to python@3.12, 'services.${service}.build' to ./folder, 'services.${service}.image' to "name:1.2", or 'services.${service}.engine' to redis@8.`,
    explanation: `
A service is built from source, with a generated Dockerfile (\`runtime\`) or with one of the repository (\`build: ./folder\`). Or
it runs an image from a registry (\`image\`), or uses an engine of the catalogue (\`engine\`). This decides which other keys it can have.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000 }
      search: { image: "getmeili/meilisearch:v1.10", port: 7700 }
      cache: { engine: redis@7.4, password: "\${secrets.cache-password}" }
    secrets: { cache-password: { description: Password of the cache., generate: password } }`,
  }),
  "model/two-origins": error<{ owner: string; keys: string }>({
    message: ({ owner, keys }) => `'${owner}' sets ${keys}, but only one is allowed.`,
    help: () => "Remove all but one.",
    explanation: `
A service has one of \`runtime\` (built from source), \`image\` (an image from a registry) and \`engine\` (an engine of the
catalogue). A service built from source has one of \`start\`, \`server\` and \`static\`. A health check has one of \`http\`,
\`tcp\` and \`command\`, and a file one of \`content\` and \`source\`.`,
  }),
  "model/key-needs-key": error<{ key: string; needed: string; value: string | boolean | undefined; path: string }>({
    message: ({ key, needed, value }) =>
      value === undefined
        ? `'${key}' has no effect without '${needed}'.`
        : `'${key}' has no effect unless '${needed}' is '${value}'.`,
    help: ({ key, path, value }) => `Set '${path}${value === undefined ? "" : `: ${value}`}', or remove '${key}'.`,
    explanation: `
Some keys only refine another one. \`scale.cpu\` is the load at which an autoscaler adds a replica, and there is an
autoscaler only if \`scale.max\` is set; \`health.headers\` belong to the request of \`health.http\`. The other key may be set in
another layer: in the base, in \`defaults\` or in an environment.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, scale: { min: 2, max: 10, cpu: 70% } }`,
  }),
  "model/key-not-applicable": error<{ key: string; service: string; kind: string; instead: string | undefined }>({
    message: ({ key, service, kind }) => `'${key}' has no effect on '${service}', ${kind}.`,
    help: ({ key, instead }) => instead ?? `Remove '${key}'.`,
    explanation: `
A key applies to some kinds of workload only: \`lockfile\` to services built from source, \`server\` to Python, \`database\` to
engines of the catalogue. The reference lists the kinds of each key. On another kind the key is an error, because no target
and no environment could give it an effect.

    services:
      api: { runtime: python@3.12, server: "uvicorn app.main:app", port: 8000 }
      cache: { engine: redis@7.4, password: "\${secrets.cache-password}" }
    secrets: { cache-password: { description: Password of the cache., generate: password } }`,
  }),
  "model/needs-shell": error<{ what: string; problem: string }>({
    message: ({ what, problem }) => `'${what}' does not run in a shell, but contains ${problem}.`,
    help: () => "Quote it to pass it literally, or write '[/bin/sh, -c, \"...\"]' to run it in a shell.",
    explanation: `
Commands run without a shell, so that the process receives signals directly and nothing is expanded. A pipe, a
redirection, a variable or a wildcard would be passed on literally. Name the shell where you need one.

    services:
      api:
        runtime: node@20
        start: [/bin/sh, -c, "node migrate.js && exec node server.js"]`,
  }),
  "model/reference-in-command": error<{ what: string; reference: string }>({
    message: ({ what, reference }) => `The command '${what}' cannot contain the reference '${reference}'.`,
    help: () => "Pass the value as a variable in 'env', or write '$${' for a literal '${'.",
    explanation: `
A command is part of the image, which is the same in every environment. References are resolved for each environment.
Set a variable in \`env\` and read it in the program.

    services:
      api:
        runtime: node@20
        start: node server.js
        env: { ENVIRONMENT: "\${environment.name}" }`,
  }),
  "model/no-start": error<{ service: string }>({
    message: ({ service }) => `Service '${service}' has no start command.`,
    help: (_, service) =>
      `Set '${service}.start' to the command, '${service}.server' to "uvicorn app.main:app", or '${service}.static' to a folder.`,
    explanation: `
An image built from source needs a command (\`start\`), an application server (\`server\`), or a folder of static files to
serve (\`static\`).

    services:
      api: { runtime: python@3.12, server: "uvicorn app.main:app", port: 8000 }`,
  }),
  "model/no-develop": note<{ service: string; command: string }>({
    message: ({ service, command }) =>
      `In development, service '${service}' runs '${command}', which does not reload when a file changes.`,
    help: ({ service }) =>
      `Set 'services.${service}.develop' to a command that reloads when a file changes, or to false to run the production image.`,
    explanation: `
In environments of the tier \`development\` a service runs from its mounted source code. Application servers of Python and
the other languages have a default command. Other programs in Python run with \`start\`, and have to be restarted after a change,
unless \`develop\` is set.

    services:
      worker:
        runtime: python@3.12
        start: python worker.py
        develop: watchfiles "python worker.py"
        health: { command: "true" }`,
  }),
  "model/storage-without-path": error<{ name: string; owner: string }>({
    message: ({ name, owner }) => `The volume '${name}' of '${owner}' has no path.`,
    help: (_, key) => `Set '${key}.path' to /data, or to the path at which the volume is mounted.`,
    explanation: `
A volume needs a path at which it is mounted. Only the data directory of a catalogue engine is known, so a size is enough
there.

    services:
      search: { image: "getmeili/meilisearch:v1.10", port: 7700, storage: { data: /meili_data } }`,
  }),
  "model/folder-shared": error<{ folder: string; service: string; other: string }>({
    message: ({ folder, service, other }) => `Services '${service}' and '${other}' would both keep data in ${folder}.`,
    help: () => "Rename one of the volumes.",
    explanation: `
Below \`dataFolder\`, the folder of a volume is named after the volume. The data folder of a catalogue engine is named after
the service. Two services with the same folder would overwrite each other's data.`,
  }),
  "model/output-outside": error<{ root: string; output: string }>({
    message: ({ root, output }) => `The output folder '${output}' is not in the repository, whose root is '${root}'.`,
    help: () => "Write 'output' as a path through 'root': with 'root: ..', write 'output: ../deploy'.",
    explanation: `
Build contexts and mounted files are paths from the output folder into the repository, so the repository must contain the
output folder. Both keys are relative to the specification. By default, the root is the nearest folder that contains the
specification and the output folder, and \`root\` is needed only if sources are elsewhere.

    root: ..
    output: ../deploy`,
  }),
  "model/name-taken": error<{ name: string; section: string; other: string }>({
    message: ({ name, section, other }) => `The name '${name}' is used in both '${section}' and '${other}'.`,
    help: ({ name, section }) => `Choose another name, for example '${name}-${section.replace(/s$/, "")}'.`,
    explanation: `
Services, jobs, mocks and tests of an environment share a network, so their names must differ.`,
  }),
  "model/name-too-long": error<{ name: string; length: number; limit: number }>({
    message: ({ name, length, limit }) => `The name '${name}' has ${length} characters; the limit is ${limit}.`,
    help: ({ limit }) => `Shorten it to at most ${limit} characters.`,
    explanation: `
Host names and names of Kubernetes objects have at most 63 characters (RFC 1123). The suffix of an environment counts.`,
  }),
  "model/not-built-here": error<{ service: string; what: string }>({
    message: ({ service, what }) => `'${what}' needs a test stage, which service '${service}' does not have.`,
    help: () =>
      "Name a service with a 'runtime' and without 'test: false', or one whose 'build.testTarget' names a stage of an own Dockerfile.",
    explanation: `
Tests run in the test stage of an image built from source. \`test: false\` removes the stage. An own Dockerfile has one if
\`build.testTarget\` names it. Images from registries and engines of the catalogue have none.

    services: { api: { runtime: node@20, start: node server.js, port: 3000 } }
    environments:
      test: { tier: test, tests: { unit: { service: api, command: npm test } } }`,
  }),
};
