import { error, warning } from "../definition.ts";

/** What can be wrong with a service, whatever target it goes to. */
export const services = {
  "model/no-origin": error<{ service: string }>({
    message: ({ service }) => `It is not said what ${service} runs.`,
    help: () => "Add 'runtime: python@3.11', 'image: name:tag' or 'engine: postgres@17'.",
    explanation: `
A service is built from source (\`runtime\`), runs an image from elsewhere (\`image\`), or comes from the catalogue
(\`engine\`). Which one it is decides everything else.`,
  }),
  "model/two-origins": error<{ service: string; keys: string }>({
    message: ({ service, keys }) => `${service} has ${keys}, of which only one can hold.`,
    help: () => "Keep one of them.",
    explanation: `
A service is built from source (\`runtime\`), runs an image from elsewhere (\`image\`), or comes from the catalogue
(\`engine\`); and what is built starts with \`start\`, an application \`server\`, or serves a \`static\` site.`,
  }),
  "model/key-not-applicable": error<{ key: string; service: string; kind: string; instead: string | undefined }>({
    message: ({ key, service, kind }) => `'${key}' has no effect on ${service}, ${kind}.`,
    help: ({ instead }) => instead ?? "Remove it.",
    explanation: `
A key has an effect on some kinds of workload only: \`lockfile\` on images that are built from this repository, \`server\`
on Python, \`database\` on services of the catalogue. The reference of the language names the kinds beside each key. A key of
the wrong kind is an error and not a warning, because no target and no environment would give it an effect.`,
  }),
  "model/needs-shell": error<{ what: string; problem: string }>({
    message: ({ what, problem }) => `${what} is not run by a shell, and has ${problem}.`,
    help: () => "Quote it if it is meant literally, or write '[/bin/sh, -c, \"...\"]'.",
    explanation: `
Commands run without a shell, so that signals reach the process itself and nothing is expanded by surprise. A pipe,
a redirection, a variable or a pattern would be passed on as plain text. If a shell is really wanted, it is named:
\`[/bin/sh, -c, "a && b"]\`.`,
  }),
  "model/reference-in-command": error<{ what: string; reference: string }>({
    message: ({ what, reference }) => `${what} holds the reference ${reference}, and a command holds none.`,
    help: () => "Give it to the program by a variable of 'env', or write '$${' for a literal '${'.",
    explanation: `
The command of an image is the same in every environment, and what it would refer to is not. Variables are resolved where the
image runs: set one in \`env\`, and let the program read it.`,
  }),
  "model/no-start": error<{ service: string }>({
    message: ({ service }) => `It is not said how ${service} starts.`,
    help: () => "Add 'start: the command', 'server: uvicorn app.main:app' or 'static: the folder'.",
    explanation: `
An image that is built here gets its command from \`start\`, from the application \`server\`, or serves a \`static\` site.`,
  }),
  "model/no-develop": error<{ service: string; environment: string }>({
    message: ({ service, environment }) =>
      `It is not said how ${service} runs in ${environment}, with its source mounted.`,
    help: () => "Add 'develop: the command', one that reloads when a file changes.",
    explanation: `
In environments of the tier development a service runs from its mounted source and reloads. For application servers and
for node and dotnet there is a usual command; for anything else \`develop\` says it.`,
  }),
  "model/no-health": warning<{ service: string }>({
    message: ({ service }) => `Nothing tells whether ${service} works.`,
    help: () => "Add 'health: { command: ... }', a command that ends with 0 when all is well.",
    explanation: `
A worker has no port that could be asked. Without a health check a worker that hangs is never restarted, and nothing
can wait for it. A file that the worker touches, and a command that looks at its age, is enough.`,
  }),
  "model/health-guessed": warning<{ service: string; program: string }>({
    message: ({ service, program }) =>
      `The health of ${service} is asked with ${program}, which its image may not have.`,
    help: () => "Write 'health: { command: ... }' with a program that the image has.",
    explanation: `
Nothing is known of an image from elsewhere but its port. Whether that accepts connections is asked with \`nc\`, which images on
Alpine have and those on Debian lack. Where it is missing, the container never becomes healthy.`,
  }),
  "model/probe-refused": error<{ service: string }>({
    message: ({ service }) => `${service} would refuse to say how it is: whoever asks has no client certificate.`,
    help: () => "Write 'mode: accept' and ask for certificates where they matter, or 'health: { tcp: true }'.",
    explanation: `
Health checks come from the container itself, from Kubernetes or from Azure, none of which presents a certificate. With
\`clients: { mode: require }\` the handshake fails before the path is looked at, and the service counts as broken.`,
  }),
  "model/port-in-use": error<{ port: number; address: string; service: string; other: string }>({
    message: ({ port, service, other }) => `${service} and ${other} both open port ${port} of the host.`,
    help: ({ service }) => `Give ${service} another one: 'publish: <port>'.`,
    explanation: `
A port of the host can be opened once for an address. In environments of the tier development every service opens the
port it listens on unless \`publish\` says another one.`,
  }),
  "model/published-and-scaled": error<{ service: string; replicas: number; port: number }>({
    message: ({ service, replicas, port }) =>
      `${service} has ${replicas} replicas, and all would open port ${port} of the host.`,
    help: () => "Let the edge reach it with 'expose', or write 'scale: 1'.",
    explanation: `
A port of the host leads to one container. Several replicas need something in front of them: \`expose\` lets the edge
spread requests over all of them.`,
  }),
  "model/address-in-use": error<{ address: string; service: string; other: string }>({
    message: ({ address, service, other }) => `${service} and ${other} are both exposed at ${address}.`,
    help: () => "Give one of them another host or another path.",
    explanation: `
The edge sends a request to exactly one service. When a host and a path belong to two, which one answers would depend on
the order in which the edge reads its routes.`,
  }),
  "model/invalid-host": error<{ host: string }>({
    message: ({ host }) => `'${host}' is not a host name.`,
    help: () => "Write a full name, such as 'api.${platform.domain}'.",
    explanation: `
\`expose\` takes the name under which the world reaches the service, with at least one dot and without a scheme, a port or
a path. A path goes into the long form: \`{ host: ..., path: /api }\`. To open a port of the host, write \`publish\`.`,
  }),
  "model/storage-without-path": error<{ name: string; owner: string }>({
    message: ({ name, owner }) => `It is not said where ${owner} has the volume '${name}'.`,
    help: () => "Write 'storage: { name: /path }'.",
    explanation: `
Only services of the catalogue have a data directory that is known beforehand, so that a size is enough. Elsewhere each
volume needs the path at which it is mounted.`,
  }),
  "model/reserve-above-limit": error<{ what: string }>({
    message: ({ what }) => `${what} reserves more than its limit.`,
    help: () => "Write the smaller amount first: 'reserve..limit'.",
    explanation: `
What is set aside for a container cannot be more than what it may use; no scheduler would place it.`,
  }),
  "model/scale-reversed": error<{ min: number; max: number }>({
    message: ({ min, max }) => `'max' is ${max}, and 'min' is ${min}.`,
    help: () => "Let 'max' be at least 'min'.",
    explanation: `
The autoscaler keeps the number of replicas between \`min\` and \`max\`. An environment that raises \`min\` over the base's
\`max\` has to raise \`max\` too.`,
  }),
  "model/schedule-above-max": error<{ replicas: number; max: number | undefined }>({
    message: ({ replicas, max }) =>
      max === undefined
        ? `There is no 'max' that lets ${replicas} replicas run.`
        : `'max' is ${max}, and ${replicas} replicas are to run.`,
    help: ({ replicas }) => `Write 'max: ${replicas}' or more.`,
    explanation: `
A schedule raises the fewest replicas for a time. There are never more than \`max\`.`,
  }),
  "model/queue-not-redis": error<{ service: string }>({
    message: ({ service }) => `${service} is no Redis, so it has no list whose length could be asked.`,
    help: () => "Name a service with 'engine: redis'.",
    explanation: `
\`scale.queue\` follows the length of a list in a Redis from the catalogue: most queues of workers are one.`,
  }),
  "model/name-taken": error<{ name: string; section: string; other: string }>({
    message: ({ name, section, other }) => `'${name}' is the name of something in '${section}' and in '${other}'.`,
    help: ({ name, section }) => `Give it another name, such as '${name}-${section.slice(0, -1)}'.`,
    explanation: `
Services, jobs, mocks and tests run beside each other in one environment, each under its name.`,
  }),
  "model/name-too-long": error<{ name: string; length: number; limit: number }>({
    message: ({ name, length }) => `'${name}' has ${length} characters.`,
    help: ({ limit }) => `Shorten it to at most ${limit}.`,
    explanation: `
Host names and names of Kubernetes objects end at 63 characters (RFC 1123). A suffix of the environment counts.`,
  }),
  "model/folder-shared": error<{ folder: string; service: string; other: string }>({
    message: ({ folder, service, other }) => `${service} and ${other} would both keep data in ${folder}.`,
    help: () => "Give one of the volumes another name.",
    explanation: `
Below \`hostData\` the folder of a volume is named after the volume, and that of a service of the catalogue after the
service. Two that share a folder would overwrite each other's data.`,
  }),
  "model/not-built-here": error<{ service: string; what: string }>({
    message: ({ service, what }) => `${what} needs a service that is built here, and ${service} is not.`,
    help: () => "Name a service that has a 'runtime'.",
    explanation: `
Tests run in the test stage of an image that is built from the specification. Services from elsewhere have no such stage.`,
  }),
  "model/edge-without-certificate": error({
    message: () => "nginx serves TLS with a certificate, and none is named.",
    help: () =>
      "Add 'tls: { certificate: ${secrets.NAME}, key: ${secrets.NAME} }', or write 'edge: traefik', which gets its own.",
    explanation: `
Traefik asks Let's Encrypt for the certificates of the hosts that are exposed. nginx reads a certificate and its key from
files, which are secrets of the platform.`,
  }),
  "model/expose-without-edge": warning<{ service: string; environment: string }>({
    message: ({ service, environment }) => `${service} is exposed, and nothing in ${environment} makes it public.`,
    help: () => "Add 'edge: traefik', or generate for Kubernetes or Azure, which bring their own.",
    explanation: `
\`expose\` names the address under which a service is public. In Compose the edge serves it; without one, the service can
be reached only through \`publish\`.`,
  }),
};
