import { error, warning } from "../diagnostics/definition.ts";

/** Findings about Kubernetes: what a cluster would reject, or run differently from the specification. */
export const codes = {
  "kubernetes/namespace": error<{ namespace: string; length: number; limit: number }>({
    message: ({ namespace, length, limit }) =>
      length > limit
        ? `The namespace '${namespace}' has ${length} characters; Kubernetes allows ${limit}.`
        : `'${namespace}' is not a valid name for a namespace.`,
    help: (_, key) => `Set '${key}' to a shorter name of lower-case letters, digits and '-'.`,
    explanation: `
\`targets.kubernetes.namespace\` sets the name of the namespace; the default is \`\${platform.name}-\${environment.name}\`. The name is an
RFC 1123 label: lower-case letters, digits and \`-\`, at most 63 characters.`,
  }),
  "kubernetes/namespace-shared": error<{ namespace: string; environment: string; other: string }>({
    message: ({ namespace, environment, other }) =>
      `Environments '${environment}' and '${other}' have the same namespace, '${namespace}'.`,
    help: ({ environment }) =>
      `Set 'targets.kubernetes.namespace' to "shop-\${environment.name}", with your name, or 'environments.${environment}.location' to the name of its cluster if the clusters differ.`,
    explanation: `
In one cluster, deploying the second environment would replace the first one. \`location\` names the cluster of an
environment; environments at different locations are not compared.`,
  }),
  "kubernetes/service-name": error<{ name: string }>({
    message: ({ name }) => `A Kubernetes Service cannot be named '${name}': the name must start with a letter.`,
    help: ({ name }, key) =>
      `Rename '${key}', for example to 'app-${name}', or set 'targets.kustomize' and 'targets.helm' to false.`,
    explanation: `
The name of a Service is an RFC 1035 label, which starts with a letter. Compose allows other names.`,
  }),
  "kubernetes/identity-taken": error<{ what: string; value: string; service: string; other: string }>({
    message: ({ what, value, service, other }) =>
      `Services '${service}' and '${other}' have ${what} '${value}' in common.`,
    help: ({ service }) => `Change 'services.${service}.existing'.`,
    explanation: `
The objects of a namespace need different names, and two workloads with the same selector would take each other's pods.
\`existing\` of a service sets the names and labels that a running cluster has; without it, they follow from the name of the
service, which is unique.`,
  }),
  "kubernetes/label-reserved": error<{ label: string; service: string }>({
    message: ({ label, service }) => `The label '${label}' of '${service}' is set by varai-gen.`,
    help: (_, key) =>
      `Remove '${key}'. If the selector of a running Deployment contains the label, delete the Deployment before you apply.`,
    explanation: `
Deployments and network policies recognise the objects of the platform by this label, so it cannot have another value.`,
  }),
  "kubernetes/port-name": error<{ name: string; length: number; limit: number }>({
    message: ({ name, length, limit }) =>
      `The port '${name}' has a name of ${length} characters; Kubernetes allows ${limit}.`,
    help: (_, key) => `Rename '${key}'.`,
    explanation: `
A port name is a service name as defined by RFC 6335: at most 15 lower-case letters, digits and \`-\`.`,
  }),
  "kubernetes/volume-per-replica": warning<{ service: string; volume: string; replicas: number }>({
    message: ({ service, volume, replicas }) =>
      `Each of up to ${replicas} replicas of ${service} gets its own volume '${volume}'.`,
    help: ({ service, volume }) =>
      `Set 'services.${service}.storage.${volume}.shared' to true if all replicas use the same data, or 'services.${service}.scale' to 1.`,
    explanation: `
A volume that is not shared can be mounted by one pod. The service therefore becomes a StatefulSet, in which every replica
has its own volume. A replica does not see the data of the others.`,
  }),
  "kubernetes/call-cut-off": warning<{ caller: string; called: string; why: string }>({
    message: ({ caller, called, why }) => `${caller} cannot call ${called} in a cluster: ${called} ${why}.`,
    help: ({ called }) =>
      `Set 'services.${called}.port' to the port that it listens on, call ${called} at an external address, or remove the call.`,
    explanation: `
The NetworkPolicy of a workload allows ingress from its callers to its ports, and egress to the services that it calls. A
service without ports allows no ingress. A pod with \`hostNetwork\` (\`exceptions\`, \`host-network\`) calls from the address of
its node, which a pod selector does not match.`,
  }),
  "kubernetes/secret-beside-vault": warning<{ workload: string; what: string; secret: string }>({
    message: ({ workload, what, secret }) =>
      `${what} of ${workload} is read from a Secret '${secret}', which Vault does not supply.`,
    help: ({ secret }) =>
      `Read it from the file /run/secrets/${secret}, or create the Secret with the key 'value' before you deploy.`,
    explanation: `
Vault's injector writes secrets as files below /run/secrets. A variable, or a file at another path, can only come from a
Secret of the cluster, which you create.`,
  }),
  "kubernetes/store-missing": error({
    message: () => "The store that External Secrets reads is not set.",
    help: (_, key) => `Set '${key}.store' to the name of a ClusterSecretStore.`,
    explanation: `
The External Secrets operator copies values from a store outside the cluster. A ClusterSecretStore describes the store.`,
  }),
  "kubernetes/gateway-missing": error({
    message: () => "The Gateway for the HTTPRoutes is not set.",
    help: (_, key) => `Set '${key}.gateway' to infra/public, with the namespace and the name of the Gateway.`,
    explanation: `
An HTTPRoute names the Gateway that it attaches to. The operators of the cluster run the Gateway.`,
  }),
  "kubernetes/backup-folder": warning({
    message: () => "Clusters make no backups to a folder of a host.",
    help: (_, key) => `Set '${key}' to an object store, such as s3://bucket/folder.`,
    explanation: `
A pod runs on any node, and a folder of one node is lost with it. In a cluster, backups go to S3 or Azure Blob Storage. With
Docker Compose they can go to a folder of the machine.`,
  }),
  "kubernetes/backup-volumes": warning<{ service: string }>({
    message: ({ service }) => `Clusters do not back up the volumes of ${service}.`,
    help: () => "Schedule snapshots of its volume claims, or Velero.",
    explanation: `
Most volumes can be mounted on one node only, so that a job cannot read what a running pod writes. Clusters take snapshots of
volumes instead: the VolumeSnapshot of the storage driver, or Velero. Databases are dumped over the network.`,
  }),
  "kubernetes/interval-unused": warning<{ service: string }>({
    message: ({ service }) => `The scrape interval of ${service} is not used in a cluster.`,
    help: (_, key) => `Set 'targets.kubernetes.monitors' or 'observability.metrics', or remove '${key}'.`,
    explanation: `
The ServiceMonitor of the Prometheus operator has the interval, and so has the Prometheus of \`observability.metrics\`. A Prometheus
that finds pods by their annotations has one interval for all.`,
  }),
  "kubernetes/not-deployed": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Kubernetes, so this has no effect.`,
    help: (_, key) => `Remove '${key}', or set 'targets.kustomize' to true.`,
    explanation: `
\`kustomize\` and \`helm\`, if enabled, deploy environments of the tiers development, staging and production. Tests run on one
machine.`,
  }),
  "override/no-object": error<{ kind: string; name: string; known: string }>({
    message: ({ kind, name }) => `There is no ${kind} '${name}' to change.`,
    help: ({ kind, known }) => (known === "" ? `The output has no object of kind ${kind}.` : `There are: ${known}.`),
    explanation: `
An override of \`kubernetes\` changes the object of that kind and name. Names are those that Kustomize prints; a Helm chart
puts the name of the release before them.`,
  }),
  "override/no-field": error<{ path: string; kind: string; name: string }>({
    message: ({ path, kind, name }) => `${kind} ${name} has nothing at ${path}.`,
    help: (_, key) =>
      `Correct '${key}': all keys of the path except the last must exist. A field to remove must exist.`,
    explanation: `
The path is a JSON Pointer (RFC 6901) into the object. An item of a list is given by its index or its name.`,
  }),
  "override/no-environment": error<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Kubernetes.`,
    help: (_, key) => `Remove '${key}', or name an environment that 'targets.kustomize' or 'targets.helm' deploys.`,
    explanation: `
An override of \`kubernetes\` may be limited to environments. Environments of the tier \`test\` run on one machine.`,
  }),
  "override/invalid": error<{ kind: string; name: string; problem: string }>({
    message: ({ kind, name, problem }) => `The Kubernetes API does not accept ${kind} ${name}: ${problem}.`,
    help: (_, key) => `Correct '${key}', or the value beside it.`,
    explanation: `
After an override the object is checked against the types of the Kubernetes API: fields that do not exist, values of another
type and missing required fields are errors.`,
  }),
};
