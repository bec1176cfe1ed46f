import { error, warning } from "../definition.ts";
import { environmentsOf } from "../phrases.ts";

/** Findings about ports of the host, public addresses, resources and scaling. */
export const traffic = {
  "model/port-in-use": error<{
    port: number;
    address: string;
    service: string;
    other: string;
    environment: string;
    isOwn: boolean;
  }>({
    message: ({ port, service, other, environment, isOwn }) =>
      `Services '${service}' and '${other}' both publish host port ${port}${isOwn ? "" : ` in environment '${environment}'`}.`,
    help: ({ service, environment, isOwn }) =>
      `Set '${isOwn ? "" : `environments.${environment}.`}services.${service}.publish' to another port.`,
    explanation: `
A port of the host can be opened only once per address. In environments of the tier \`development\`, every service
publishes the port that it listens on by default. \`publish\` chooses another port.

    services:
      api: { runtime: node@20, start: node api.js, port: 3000 }
      web: { runtime: node@20, start: node web.js, port: 3000 }
    environments:
      dev: { tier: development, services: { web: { publish: 8080 } } }`,
  }),
  "model/single-and-scaled": error<{ service: string; keys: readonly string[] }>({
    message: ({ service, keys }) =>
      `Service '${service}' must not run twice ('scale: single'), which contradicts ${keys.map((key) => `'scale.${key}'`).join(" and ")}.`,
    help: ({ service }) =>
      `Remove 'services.${service}.scale.single', or the other keys of 'services.${service}.scale'.`,
    explanation: `
\`scale: single\` is for programs that must not run twice at the same time, such as a scheduler that would send each report
twice. One replica runs in every tier, and a new version starts after the old one has stopped.

    services:
      scheduler: { runtime: node@20, start: node scheduler.js, port: 3000, scale: single }`,
  }),
  "model/engine-scaled": error<{ service: string; engine: string; replicas: number }>({
    message: ({ service, engine, replicas }) =>
      `Service '${service}' cannot have ${replicas} replicas: each replica of '${engine}' would have its own data.`,
    help: ({ service }) =>
      `Set 'services.${service}.scale' to 1, or use a managed or clustered service and declare it under 'external'.`,
    explanation: `
The engines of the catalogue that keep data run as a single process. They are not set up to replicate, so a second replica
would be a second, empty database, and clients would reach one or the other by chance. For high availability use a database
that a provider manages (\`targets.bicep.managed\` creates one in Azure), or an operator in the cluster, such as CloudNativePG.`,
  }),
  "model/host-claimed-twice": error<{ address: string; environment: string; other: string }>({
    message: ({ address, environment, other }) => `Environments '${environment}' and '${other}' both claim ${address}.`,
    help: ({ environment }) =>
      `Set 'environments.${environment}.domain', or 'environments.${environment}.location' if they run in different places.`,
    explanation: `
A public address leads to one environment. If two environments in one cluster claim it, the ingress controller sends
requests to either of them. \`location\` names the cluster or machine of an environment; environments at different locations
are not compared.

    environments:
      staging: { tier: staging, domain: staging.shop.example }
      prod: { tier: production, domain: shop.example }`,
  }),
  "model/port-published-twice": warning<{ port: number; environment: string; other: string }>({
    message: ({ port, environment, other }) =>
      `Environments '${environment}' and '${other}' both publish host port ${port}.`,
    help: ({ environment }) =>
      `Publish another port, or set 'environments.${environment}.location' if they run on different machines.`,
    explanation: `
On one machine, only one environment can open a port of the host; the second one does not start.`,
  }),
  "model/host-folder-claimed-twice": warning<{ folder: string; environment: string; other: string }>({
    message: ({ folder, environment, other }) =>
      `Environments '${environment}' and '${other}' both keep their data below ${folder}.`,
    help: ({ environment }) =>
      `Set 'environments.${environment}.dataFolder', or 'environments.${environment}.location' if they run on different machines.`,
    explanation: `
On one machine, the databases of both environments would work on the same files and destroy them.`,
  }),
  "model/published-and-scaled": error<{ service: string; replicas: number; port: number }>({
    message: ({ service, replicas, port }) =>
      `Service '${service}' has ${replicas} replicas, but only one can publish host port ${port}.`,
    help: ({ service }) =>
      `Replace 'services.${service}.publish' with 'services.${service}.routes', or set 'services.${service}.scale' to 1.`,
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
  "model/routes-without-edge": warning<{ service: string; environments: readonly string[] }>({
    message: ({ service, environments }) =>
      `Service '${service}' is exposed, but ${environmentsOf(environments)} ${environments.length === 1 ? "has" : "have"} no edge.`,
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
  "model/scale-reversed": error<{ min: number; max: number; owner: string }>({
    message: ({ min, max }) => `'scale.min' (${min}) exceeds 'scale.max' (${max}).`,
    help: ({ min, owner }) => `Set '${owner}.scale.max' to ${min} or more, or lower '${owner}.scale.min'.`,
    explanation: `
The autoscaler keeps the number of replicas between \`min\` and \`max\`. An environment that raises \`min\` above the \`max\` of
the base must also raise \`max\`.

    services:
      api: { runtime: node@20, start: node server.js, port: 3000, scale: { min: 2, max: 10, cpu: 70% } }`,
  }),
  "model/schedule-above-max": error<{ service: string; replicas: number; max: number | undefined }>({
    message: ({ replicas, max }) =>
      max === undefined
        ? `The schedule needs ${replicas} replicas, but 'scale.max' is not set.`
        : `The schedule needs ${replicas} replicas, but 'scale.max' is ${max}.`,
    help: ({ service, replicas }) => `Set 'services.${service}.scale.max' to ${replicas} or more.`,
    explanation: `
A schedule raises the minimum number of replicas for a time. The number of replicas never exceeds \`max\`.`,
  }),
  "model/queue-not-redis": error<{ service: string }>({
    message: ({ service }) => `Service '${service}' is not a Redis service, so it cannot be the queue.`,
    help: (_, key) => `Set '${key}' to a service with the engine redis.`,
    explanation: `
\`scale.queue\` scales a service by the length of a Redis list. It needs a Redis service of the catalogue.`,
  }),
};
