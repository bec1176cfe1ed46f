import { error, note, warning } from "../../diagnostics/definition.ts";

/** What Azure would not accept, or not have as the specification means it. */
export const codes = {
  "bicep/name": error<{ what: string; name: string }>({
    message: ({ what, name }) => `Azure takes no ${what} called '${name}'.`,
    help: () => "Use 2 to 32 lower-case letters, digits and single '-', starting with a letter.",
    explanation: `
An app or a job of Container Apps has a name of 2 to 32 lower-case letters, digits and \`-\`, which starts with a letter, ends
with a letter or a digit, and has no two \`-\` in a row. The share of a volume is called after its service and itself, and
has 32 characters too.`,
  }),
  "bicep/registry-name": error<{ name: string }>({
    message: ({ name }) => `Azure takes no registry called '${name}'.`,
    help: () => "Write 5 to 50 letters and digits before '.azurecr.io'.",
    explanation: `
Where \`platform.registry\` is a registry of Azure, it is the one that is deployed. Its name is unique in the world, and
consists of 5 to 50 letters and digits.`,
  }),
  "bicep/registry-not-cached": warning<{ registry: string }>({
    message: ({ registry }) => `Azure's registry does not fetch images from ${registry} by itself.`,
    help: () => "Push the images to the registry that is deployed as well, or import them with 'az acr import'.",
    explanation: `
Apps pull images from a registry in Azure by their identity. Images of Docker Hub, GitHub, Quay and a few others this
registry fetches by itself when they are first pulled; from elsewhere somebody has to bring them before apps are
deployed.`,
  }),
  "bicep/region-missing": error<{ environment: string }>({
    message: ({ environment }) => `The Azure region of environment '${environment}' is not set.`,
    help: () => "Set 'targets.bicep.region', for example to westeurope.",
    explanation: `
Everything of an environment is in one region. \`az account list-locations\` prints their names.`,
  }),
  "bicep/unknown-region": warning<{ region: string; suggestion: string | undefined }>({
    message: ({ region }) => `varai-gen knows no region of Azure called '${region}'.`,
    help: ({ suggestion }) => (suggestion === undefined ? undefined : `Did you mean '${suggestion}'?`),
    explanation: `
A region is written as \`az account list-locations\` prints it, in small letters without spaces: \`westeurope\`. A new region may
not be known yet.`,
  }),
  "bicep/no-zones": warning<{ region: string }>({
    message: ({ region }) => `${region} has no zones that replicas could be spread over.`,
    help: () => "Write 'zoneRedundant: false', or choose another region.",
    explanation: `
With \`zoneRedundant\` replicas and data are spread over the zones of the region. Azure refuses that in regions that have
none.`,
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
    message: ({ service, problem }) => `${service} would sleep for ever: ${problem}.`,
    help: () => "Write 'scale: { min: 1 ... }', or give it 'requests' to scale on.",
    explanation: `
With \`min: 0\` an app sleeps until there is work. It is woken by requests; nobody sends any to an app without a port, and an
app that sleeps uses no processors and no memory that could become too much.`,
  }),
  "bicep/udp": error<{ service: string; port: number }>({
    message: ({ service, port }) => `${service} speaks UDP on port ${port}, which Container Apps leads nowhere.`,
    help: () => "Speak TCP, or run the service elsewhere.",
    explanation: `
The ingress of Container Apps knows HTTP, HTTP/2 and TCP. What speaks UDP runs on machines, or in a cluster.`,
  }),
  "bicep/port-not-exposed": warning<{ service: string; port: string; reason: string }>({
    message: ({ service, port, reason }) => `The port '${port}' of ${service} cannot be reached as asked: ${reason}.`,
    help: () => "Make it the main port, or a service of its own.",
    explanation: `
An app has one port for host names, its main one. Up to five more are reached by TCP, from other apps of the same
environment.`,
  }),
  "bicep/exposed-over-tcp": error<{ service: string }>({
    message: ({ service }) => `${service} is exposed, and the ingress would only pass TCP on to it.`,
    help: ({ service }) =>
      `Write 'targets: { bicep: { ingress: { ${service}: http2 } } }', and let it listen without TLS.`,
    explanation: `
A host name leads to an app only by HTTP, and the ingress takes TLS off. What terminates TLS itself gets TCP as it comes,
which nobody outside of the environment can send; or it listens without TLS in Azure, in HTTP or HTTP/2.`,
  }),
  "bicep/host-twice": error<{ service: string; other: string; host: string }>({
    message: ({ service, other, host }) => `${host} would lead to ${other} and to ${service}.`,
    help: () => "Give each a host of its own.",
    explanation: `
A host name belongs to one app, with all of its paths. To have several services behind one name, put a proxy of your own in
front of them.`,
  }),
  "bicep/too-large": error<{ name: string }>({
    message: ({ name }) => `Container Apps has no machine that is large enough for ${name}.`,
    help: () => "Ask for at most 32 processors and 256Gi.",
    explanation: `
A replica gets up to 4 processors and 8Gi without machines of the platform's own, and up to 32 and 256Gi with them.`,
  }),
  "bicep/resources-rounded": note<{ name: string; cpu: string; memory: string }>({
    message: ({ name, cpu, memory }) =>
      `A replica of ${name} gets ${cpu} ${cpu === "1" ? "processor" : "processors"} and ${memory} in Azure.`,
    explanation: `
Without machines of one's own, a processor comes with two gibibytes, in steps of a quarter. A replica gets at least its
limits.`,
  }),
  "bicep/grpc-over-tls": note<{ service: string }>({
    message: ({ service }) => `${service} answers with TLS on port 443 in Azure: clients need a secure channel.`,
    explanation: `
The ingress of Container Apps ends TLS for HTTP, and therefore for gRPC, also between apps. An address of the form \`host:443\`
does not say so to clients, which ask without TLS unless they are told.`,
  }),
  "bicep/variable-empty": warning<{ name: string; environment: string }>({
    message: ({ name, environment }) => `${name} is not set in ${environment}, and will be there with an empty value.`,
    help: () => "Give it a value in every environment that is deployed to Azure.",
    explanation: `
All environments have the same templates, and differ in values. A variable that one of them has, all have.`,
  }),
  "bicep/differs": error<{ what: string }>({
    message: ({ what }) => `${what} differs from that of another environment in a way that no parameter can express.`,
    help: () => "Let it be the same in every environment that is deployed to Azure.",
    explanation: `
All environments have the same templates, and differ in values: sizes, replicas, times, host names, texts. What a service
consists of is the same in each of them: its ports, its command, its volumes.`,
  }),
  "bicep/not-deployed": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Azure, so this changes nothing.`,
    help: () => "Remove it.",
    explanation: `
Environments of the tiers staging and production are deployed to Azure, and those of development that say so. Tests run
on one machine.`,
  }),
};
