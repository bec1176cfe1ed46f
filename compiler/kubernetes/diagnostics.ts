import { error, warning } from "../diagnostics/definition.ts";

/** What a cluster would not accept, or not have as the specification means it. */
export const codes = {
  "kubernetes/namespace": error<{ namespace: string; length: number; limit: number }>({
    message: ({ namespace, length, limit }) =>
      length > limit
        ? `The namespace '${namespace}' has ${length} characters; a cluster takes ${limit}.`
        : `'${namespace}' is not a valid name for a namespace.`,
    help: () => "Write a shorter 'namespace' of lower-case letters, digits and '-'.",
    explanation: `
A namespace is called as \`targets.kubernetes.namespace\` says, by default \`\${platform.name}-\${environment.name}\`. Its name is an
RFC 1123 label: lower-case letters, digits and \`-\`, at most 63 characters.`,
  }),
  "kubernetes/namespace-shared": error<{ namespace: string; environment: string; other: string }>({
    message: ({ namespace, environment, other }) =>
      `Environments '${environment}' and '${other}' have the same namespace, '${namespace}'.`,
    help: ({ environment }) =>
      `Write 'namespace: NAME-\${environment.name}', or set 'environments.${environment}.location' if their clusters differ.`,
    explanation: `
In one cluster, deploying the second environment would replace the first one. \`location\` names the cluster of an
environment; environments at different locations are not compared.`,
  }),
  "kubernetes/service-name": error<{ name: string }>({
    message: ({ name }) => `A Service of Kubernetes cannot be called '${name}': its name starts with a letter.`,
    help: ({ name }) => `Call it 'app-${name}', say, or turn 'kustomize' and 'helm' off.`,
    explanation: `
The name of a Service is an RFC 1035 label, which starts with a letter. Compose and Container Apps take other names.`,
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
    help: () =>
      "Remove it. If the selector of a running Deployment contains it, delete the Deployment before you apply.",
    explanation: `
Deployments and network policies recognise the objects of the platform by this label, so it cannot have another value.`,
  }),
  "kubernetes/port-name": error<{ name: string; length: number; limit: number }>({
    message: ({ name, length, limit }) =>
      `The port '${name}' has a name of ${length} characters; Kubernetes takes ${limit}.`,
    help: () => "Give it a shorter name.",
    explanation: `
The name of a port is that of a service in the sense of RFC 6335: at most 15 lower-case letters, digits and \`-\`.`,
  }),
  "kubernetes/volume-per-replica": warning<{ service: string; volume: string; replicas: number }>({
    message: ({ service, volume, replicas }) =>
      `Each of up to ${replicas} replicas of ${service} gets a volume '${volume}' of its own.`,
    help: () => "Write 'shared: true' where all of them mean the same data, or 'scale: { min: 1, max: 1 }'.",
    explanation: `
A volume that is not shared can be mounted by one pod. The service therefore becomes a StatefulSet, in which every replica
has its own volume. What one replica writes there the others do not see.`,
  }),
  "kubernetes/call-cut-off": warning<{ caller: string; called: string; why: string }>({
    message: ({ caller, called, why }) => `${caller} cannot call ${called} in a cluster: ${called} ${why}.`,
    help: ({ called }) =>
      `Give ${called} the port that it listens on, call it by an address of its own, or remove the call.`,
    explanation: `
Every workload has a NetworkPolicy that lets in those that talk to it, on its ports, and lets out what it talks to. Policies
select pods: a service without ports has none to let anybody in on, and a pod in the network of its node (\`exceptions\`,
\`host-network\`) calls from an address of the node, which no policy of pods names.`,
  }),
  "kubernetes/secret-beside-vault": warning<{ workload: string; what: string; secret: string }>({
    message: ({ workload, what, secret }) =>
      `${what} of ${workload} is read from a Secret '${secret}', which Vault does not bring.`,
    help: ({ secret }) =>
      `Read it from the file /run/secrets/${secret}, or make the Secret with the key 'value' before you deploy.`,
    explanation: `
Vault's injector writes secrets as files below /run/secrets. A variable, or a file somewhere else, can only be taken from a
Secret of the cluster, which you create.`,
  }),
  "kubernetes/store-missing": error({
    message: () => "The store that External Secrets reads is not set.",
    help: () => "Add 'store: NAME', the name of a ClusterSecretStore.",
    explanation: `
The External Secrets operator copies values from a store outside of the cluster, which a ClusterSecretStore describes.`,
  }),
  "kubernetes/gateway-missing": error({
    message: () => "The gateway that routes attach to is not set.",
    help: () => "Add 'gateway: NAMESPACE/NAME'.",
    explanation: `
An HTTPRoute of the Gateway API names the Gateway that it belongs to, which the operators of the cluster run.`,
  }),
  "kubernetes/not-deployed": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Kubernetes, so this changes nothing.`,
    help: () => "Remove it, or turn 'kustomize' or 'helm' on.",
    explanation: `
Environments of the tiers development, staging and production are deployed by \`kustomize\` and \`helm\`, where these are on. Tests
run on one machine.`,
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
    help: () => "All keys of the path but the last must exist. To remove a field, the field must exist.",
    explanation: `
The path is a JSON Pointer (RFC 6901) into the object. An item of a list is given by its index or its name.`,
  }),
  "override/no-environment": error<{ environment: string }>({
    message: ({ environment }) => `${environment} is not deployed to Kubernetes.`,
    help: () => "Name an environment that 'kustomize' or 'helm' deploys, or remove it.",
    explanation: `
An override of \`kubernetes\` may be limited to environments. Environments of the tier \`test\` run on one machine.`,
  }),
  "override/invalid": error<{ kind: string; name: string; problem: string }>({
    message: ({ kind, name, problem }) => `The Kubernetes API does not accept ${kind} ${name}: ${problem}.`,
    help: () => "Change the value, or the path.",
    explanation: `
After an override the object is checked against the types of the Kubernetes API: fields that do not exist, values of another
type and missing required fields are errors.`,
  }),
};
