import { error, note, warning } from "../definition.ts";

/** Findings about health checks. */
export const health = {
  "model/no-health": warning<{ service: string }>({
    message: ({ service }) => `Service '${service}' has no health check.`,
    help: ({ service }) =>
      `Set 'services.${service}.health.command' to a command that exits with 0 when it is healthy.`,
    explanation: `
A service without a port has no default health check. Without one, a worker that hangs is never restarted, and no other
service can wait for it. For example, let the worker touch a file and check the age of that file.

    services:
      worker:
        runtime: node@20
        start: node worker.js
        health: { command: [node, health.js] }`,
  }),
  "model/health-guessed": warning<{ service: string; program: string }>({
    message: ({ service, program }) =>
      `The health check of service '${service}' needs '${program}', which its image may not contain.`,
    help: ({ service }) => `Set 'services.${service}.health.container.command' to a command that the image contains.`,
    explanation: `
Inside a container of an image from a registry, \`wget\` makes the request of an HTTP check, and \`nc\` connects to the port for
other checks. Images based on Alpine contain both, most images based on Debian do not. Without them the container never
becomes healthy.

    services:
      search:
        image: getmeili/meilisearch:v1.10
        port: 7700
        health: { http: /health, container: { command: [curl, -f, "http://localhost:7700/health"] } }`,
  }),
  "model/probe-protocol": error<{ service: string; check: string; port: number; protocol: string }>({
    message: ({ service, check, port, protocol }) =>
      `The health check of service '${service}' sends ${check} to port ${port}, whose protocol is '${protocol}'.`,
    help: ({ service, check, protocol }) =>
      protocol === "grpc"
        ? `Set 'services.${service}.health' to grpc, or set 'services.${service}.health.port' to a port that serves HTTP.`
        : check === "gRPC"
          ? "Set 'protocol: grpc' on the port, or use another health check."
          : "Set 'health.port' to another port, or use 'health.command'.",
    explanation: `
A server that speaks only gRPC closes the connection of an HTTP/1.1 request, so the service would never become ready.
\`health: grpc\` uses the gRPC health checking protocol, which the program has to implement. Kubernetes supports it; other
targets check that the port accepts connections. A UDP port accepts no connections, so only a command can check it.

    services:
      catalog:
        runtime: go@1.23
        develop: go run .
        port: { number: 3550, protocol: grpc }
        health: grpc`,
  }),
  "model/grpc-by-tcp": note<{ service: string }>({
    message: ({ service }) =>
      `The image of service '${service}' contains no gRPC client, so Docker and Compose only check that its port accepts connections.`,
    help: ({ service }) =>
      `Add grpc_health_probe to the image and name it in 'services.${service}.health.container.command', or keep the TCP check.`,
    explanation: `
Docker and Compose run the health check inside the container. Node and Python can make the call of \`health: grpc\` there; the
images of other languages contain no program that speaks gRPC. Kubernetes makes the call itself.`,
  }),
  "model/no-container-check": warning<{ service: string; waiting: readonly string[] }>({
    message: ({ service, waiting }) =>
      `The image of service '${service}' contains no program for its health check, so Docker and Compose do not check it${
        waiting.length > 0 ? `, and ${waiting.join(", ")} will not wait until it is healthy` : ""
      }.`,
    help: ({ service }) =>
      `Set 'services.${service}.health.container.command' to a program of the image, or use an image based on Alpine.`,
    explanation: `
Docker and Compose run the health check inside the container. Images without a shell and without \`wget\`, such as those of
.NET and Java based on Debian or Ubuntu, have nothing that could make a request. Kubernetes and Azure send their probes from
outside and are not affected. Services that depend on the service start as soon as its container does.`,
  }),
  "model/probe-refused": error<{ service: string }>({
    message: ({ service }) => `The health check of service '${service}' cannot present a client certificate.`,
    help: ({ service }) =>
      `Set 'services.${service}.tls.clients.mode' to accept, or 'services.${service}.health' to { tcp: true }.`,
    explanation: `
Health checks run in the container, in Kubernetes or in Azure, without a client certificate. With
\`clients: { mode: require }\` the TLS handshake fails, and the service never becomes healthy. With \`accept\`, the program
decides which requests need a certificate. A TCP check needs no handshake.`,
  }),
};
