import { error, note, warning } from "../../diagnostics/definition.ts";

/** Findings about Azure: what it would reject, or run differently from the specification. */
export const codes = {
  "bicep/name": error<{ what: string; name: string }>({
    message: ({ what, name }) => `'${name}' is not a valid name for ${what} in Azure.`,
    help: (_, key) => `Rename '${key}': 2 to 32 lower-case letters, digits and single '-', starting with a letter.`,
    explanation: `
The name of a Container App or a job has 2 to 32 lower-case letters, digits and \`-\`. It starts with a letter, ends with a
letter or a digit, and does not contain two \`-\` in a row. The storage of a volume is named after the service and the volume;
its name has at most 32 characters too.`,
  }),
  "bicep/registry-name": error<{ name: string }>({
    message: ({ name }) => `'${name}' is not a valid name for an Azure Container Registry.`,
    help: () => "Write 5 to 50 letters and digits before '.azurecr.io' in 'platform.registry'.",
    explanation: `
If \`platform.registry\` is an Azure Container Registry, apps pull their images from it. The name of a registry is globally
unique, and consists of 5 to 50 letters and digits.`,
  }),
  "bicep/region-missing": error<{ environment: string }>({
    message: ({ environment }) => `The Azure region of environment '${environment}' is not set.`,
    help: () => "Set 'targets.bicep.region' to westeurope, or to another region.",
    explanation: `
All resources of an environment are in one region. \`az account list-locations\` prints the names of regions.`,
  }),
  "bicep/unknown-region": warning<{ region: string; suggestion: string | undefined }>({
    message: ({ region }) => `'${region}' is not an Azure region that varai-gen knows.`,
    help: ({ suggestion }) => (suggestion === undefined ? undefined : `Did you mean '${suggestion}'?`),
    explanation: `
Write a region as \`az account list-locations\` prints it, in lower case without spaces: \`westeurope\`. varai-gen may not know a
new region yet.`,
  }),
  "bicep/no-zones": warning<{ region: string }>({
    message: ({ region }) => `${region} has no availability zones.`,
    help: () =>
      "Set 'targets.bicep.zoneRedundant' to false, or 'targets.bicep.region' to westeurope or another region with zones.",
    explanation: `
With \`zoneRedundant\` Azure spreads replicas and data over the availability zones of the region. In a region without zones
the deployment fails.`,
  }),
  "bicep/single-overlaps": warning<{ service: string }>({
    message: ({ service }) =>
      `Two replicas of ${service} run for a short time in each update: Container Apps start a new revision before they stop the old one.`,
    help: () => "Take a lock in the program, for example in its database.",
    explanation: `
\`scale: single\` limits an app to one replica. During an update, the replica of the new revision starts before the old one
stops, and no setting of Container Apps reverses the order.`,
  }),
  "bicep/never-wakes": error<{ service: string; problem: string }>({
    message: ({ service, problem }) => `${service} would never start: ${problem}.`,
    help: (_, key) => `Set '${key}.min' to 1, or '${key}.requests' to 100.`,
    explanation: `
With \`min: 0\` an app has no replicas until there is work. Requests start it, but an app without a port gets no requests. CPU and
memory cannot start it, because an app without replicas uses neither.`,
  }),
  "bicep/udp": error<{ service: string; port: number }>({
    message: ({ service, port }) => `Container Apps do not support UDP, which ${service} uses on port ${port}.`,
    help: ({ service }) =>
      `Use TCP, or list the environments that are not on Azure in 'services.${service}.environments'.`,
    explanation: `
The ingress of Container Apps supports HTTP, HTTP/2 and TCP. A service with UDP can run with Compose or in a cluster.`,
  }),
  "bicep/port-not-exposed": warning<{ service: string; port: string; reason: string }>({
    message: ({ service, port, reason }) =>
      `The port '${port}' of ${service} cannot be exposed as specified: ${reason}.`,
    help: ({ service }) => `Make it the main port, 'services.${service}.port', or move it to a separate service.`,
    explanation: `
Host names lead to the main port of an app. Other apps of the same environment can reach up to five more ports over TCP.`,
  }),
  "bicep/exposed-over-tcp": error<{ service: string }>({
    message: ({ service }) => `${service} is exposed by a host name, but its ingress is TCP.`,
    help: ({ service }) => `Set 'targets.bicep.ingress.${service}' to http2, and disable TLS in the service.`,
    explanation: `
A host name leads to an app only over HTTP, and the ingress terminates TLS. A service that terminates TLS itself needs TCP
ingress, which is not reachable from outside the environment. In Azure, let the service listen without TLS, with HTTP or HTTP/2.`,
  }),
  "bicep/host-twice": error<{ service: string; other: string; host: string }>({
    message: ({ service, other, host }) => `The host name ${host} leads to both ${other} and ${service}.`,
    help: ({ host }, key) => `Replace '${host}' in '${key}', or in the routes of the other service.`,
    explanation: `
In Container Apps a host name, with all of its paths, belongs to one app. To serve several services under one host name, put
your own reverse proxy in front of them.`,
  }),
  "bicep/too-large": error<{ name: string }>({
    message: ({ name }) => `The limits of ${name} are too high for Container Apps.`,
    help: (_, key) => `Set '${key}' to { cpu: 32, memory: 256Gi } at most.`,
    explanation: `
A replica has at most 4 CPU and 8Gi in the Consumption profile, and at most 32 CPU and 256Gi in a dedicated workload profile.`,
  }),
  "bicep/resources-rounded": note<{ name: string; cpu: string; memory: string }>({
    message: ({ name, cpu, memory }) => `A replica of ${name} gets ${cpu} CPU and ${memory} in Azure.`,
    explanation: `
In the Consumption profile, a replica has 2Gi of memory per CPU, in steps of 0.25 CPU. The limits of the specification are
rounded up.`,
  }),
  "bicep/grpc-over-tls": note<{ service: string }>({
    message: ({ service }) => `${service} serves gRPC with TLS on port 443 in Azure: clients need a secure channel.`,
    explanation: `
The ingress of Container Apps terminates TLS for HTTP, and therefore for gRPC, also between apps. An address of the form
\`host:443\` does not imply TLS: gRPC clients connect without TLS unless they are configured to use it.`,
  }),
  "bicep/variable-empty": warning<{ name: string; environment: string }>({
    message: ({ name, environment }) => `${name} is not set in ${environment}, so it is an empty variable there.`,
    help: (_, key) => `Set '${key}' for every environment that is deployed to Azure, in the base or in each of them.`,
    explanation: `
All environments use the same templates with different parameters. A variable of one environment exists in all of them.`,
  }),
  "bicep/differs": error<{ what: string }>({
    message: ({ what }) => `${what} differs between environments in a way that parameters cannot express.`,
    help: (_, key) =>
      `Set the same value in every environment that is deployed to Azure: in the base instead of in '${key}'.`,
    explanation: `
All environments use the same templates with different parameters, such as sizes, replicas, times, host names and values of
variables. The structure of a service is the same in each of them: its ports, its command and its volumes.`,
  }),
  "bicep/not-deployed": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Azure, so this has no effect.`,
    help: ({ environment }) => `Remove 'environments.${environment}.targets.bicep'.`,
    explanation: `
Environments of the tiers staging and production are deployed to Azure, and development environments that set
\`targets.bicep\`. Tests run on one machine.`,
  }),
};
