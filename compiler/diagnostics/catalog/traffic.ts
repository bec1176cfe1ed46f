import { error, warning } from "../definition.ts";

/** Findings about ports of the host, public addresses, resources and scaling. */
export const traffic = {
  "model/port-in-use": error<{ port: number; address: string; service: string; other: string }>({
    message: ({ port, service, other }) => `Services '${service}' and '${other}' both publish host port ${port}.`,
    help: ({ service }) => `Set 'services.${service}.publish' to another port.`,
    explanation: `
A port of the host can be opened only once per address. In environments of the tier \`development\`, every service
publishes the port that it listens on by default. \`publish\` chooses another port.

    services:
      api: { runtime: node@20, start: node api.js, port: 3000 }
      web: { runtime: node@20, start: node web.js, port: 3000, publish: 8080 }`,
  }),
  "model/published-and-scaled": error<{ service: string; replicas: number; port: number }>({
    message: ({ service, replicas, port }) =>
      `Service '${service}' has ${replicas} replicas, but only one can publish host port ${port}.`,
    help: () => "Replace 'publish' with 'routes', or set 'scale: 1'.",
    explanation: `
A port of the host leads to a single container. \`routes\` lets the edge distribute requests over all replicas.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, scale: 3, routes: api.shop.example }`,
  }),
  "model/address-in-use": error<{ address: string; service: string; other: string }>({
    message: ({ address, service, other }) => `Services '${service}' and '${other}' are both exposed at ${address}.`,
    help: () => "Change the host or the path of one of them.",
    explanation: `
A request is routed to one service by its host and path, so two services cannot have the same host and path.

    services:
      web: { runtime: node@20, start: node web.js, port: 3000, routes: shop.example }
      api: { runtime: node@20, start: node api.js, port: 3001, routes: { host: shop.example, path: /api } }`,
  }),
  "model/invalid-host": error<{ host: string }>({
    message: ({ host }) => `'${host}' is not a valid host name.`,
    help: () => "Write a full host name, for example 'api.${platform.domain}'.",
    explanation: `
\`routes\` takes the public host name of the service, with at least one dot and without a scheme, port or path. To add a
path, use a map. To open a port of the host, use \`publish\`.

    services:
      api: { runtime: node@20, start: node api.js, port: 3001, routes: { host: shop.example, path: /api } }`,
  }),
  "model/edge-without-certificate": error({
    message: () => "The edge 'nginx' has no certificate.",
    help: () =>
      "Set 'edge.tls' to '{ certificate: ${secrets.NAME}, key: ${secrets.NAME} }', or use 'edge: traefik', which requests certificates.",
    explanation: `
Traefik requests certificates for the exposed hosts from Let's Encrypt. nginx reads a certificate and its key from files,
which are secrets of the platform.

    edge: { engine: nginx, tls: { certificate: "\${secrets.certificate}", key: "\${secrets.key}" } }
    secrets: { certificate: Certificate of the site., key: Key of the certificate. }`,
  }),
  "model/routes-without-edge": warning<{ service: string; environment: string }>({
    message: ({ service, environment }) =>
      `Service '${service}' is exposed, but environment '${environment}' has no edge.`,
    help: () => "Set 'edge: traefik', or deploy to Kubernetes or Azure.",
    explanation: `
\`routes\` sets the public address of a service. In Compose the edge routes requests to it. Kubernetes and Azure have their
own ingress. Without an edge, the service can be reached only through \`publish\`.

    edge: traefik`,
  }),
  "model/request-above-limit": error<{ what: string }>({
    message: ({ what }) => `The request of '${what}' exceeds its limit.`,
    help: () => "Write the request first, then the limit: '250m..500m'.",
    explanation: `
A container requests at least this amount and can use up to its limit. No scheduler places a container whose request
exceeds its limit.

    services:
      api:
        runtime: node@20
        start: node server.js
        resources: { cpu: 250m..500m, memory: 256Mi..512Mi }`,
  }),
  "model/scale-reversed": error<{ min: number; max: number }>({
    message: ({ min, max }) => `'scale.min' (${min}) exceeds 'scale.max' (${max}).`,
    help: ({ min }) => `Set 'scale.max' to ${min} or more, or lower 'scale.min'.`,
    explanation: `
The autoscaler keeps the number of replicas between \`min\` and \`max\`. An environment that raises \`min\` above the \`max\` of
the base must also raise \`max\`.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, scale: { min: 2, max: 10, cpu: 70% } }`,
  }),
  "model/schedule-above-max": error<{ replicas: number; max: number | undefined }>({
    message: ({ replicas, max }) =>
      max === undefined
        ? `The schedule needs ${replicas} replicas, but 'scale.max' is not set.`
        : `The schedule needs ${replicas} replicas, but 'scale.max' is ${max}.`,
    help: ({ replicas }) => `Set 'scale.max' to ${replicas} or more.`,
    explanation: `
A schedule raises the minimum number of replicas for a time. The number of replicas never exceeds \`max\`.`,
  }),
  "model/queue-not-redis": error<{ service: string }>({
    message: ({ service }) => `Service '${service}' is not a Redis service, so it cannot be the queue.`,
    help: () => "Name a service with 'engine: redis'.",
    explanation: `
\`scale.queue\` scales a service by the length of a Redis list. It needs a Redis service of the catalogue.`,
  }),
};
