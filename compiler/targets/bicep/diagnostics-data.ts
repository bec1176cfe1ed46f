import { error, note, warning } from "../../diagnostics/definition.ts";

/** Findings about catalogue services on Azure, managed or in a container. */
export const codes = {
  "bicep/queue-in-container": error<{ service: string; queue: string }>({
    message: ({ service, queue }) => `The scaler of ${service} cannot ask ${queue}, which is a container.`,
    help: ({ queue }) => `Let Azure run it: 'managed: { ${queue}: managed }'.`,
    explanation: `
The scaler of Container Apps asks from outside of the containers, with TLS and a password from the Key Vault. That is how
Azure Managed Redis answers.`,
  }),
  "bicep/database-in-container": error<{ service: string; engine: string; canBeManaged: boolean }>({
    message: ({ service, engine }) => `${service} would keep its data on a share, which breaks ${engine}.`,
    help: ({ canBeManaged }) =>
      canBeManaged
        ? "Write 'managed', which lets Azure run it."
        : "Run it elsewhere: list the 'environments' that have it.",
    explanation: `
What outlives its container lies on a share of Azure Files, which is reached by SMB. Databases and stores need locks and
guarantees that SMB does not give: sooner or later their data is broken. Azure has services of its own for PostgreSQL,
MongoDB and Redis, which are used unless \`targets.bicep.managed\` says \`container\`.`,
  }),
  "bicep/data-not-kept": warning<{ service: string }>({
    message: ({ service }) => `${service} forgets everything when its container is replaced.`,
    help: () => "Let Azure run it: 'managed'.",
    explanation: `
As a container, a cache keeps its data in the container's own directory. A new revision, an update of the platform or a
restart empties it.`,
  }),
  "bicep/password-shared": warning<{ service: string; secret: string; other: string }>({
    message: ({ service, secret, other }) =>
      `Azure makes the password of ${service} itself, so '${secret}' is only that of ${other}.`,
    help: ({ service }) => `Give ${service} a secret of its own, or use its address alone.`,
    explanation: `
Azure Managed Redis has a key that Azure makes. Addresses and the secret that is its password hold that key; a secret that
is somebody else's password too cannot.`,
  }),
  "bicep/managed": note<{ service: string; title: string; differences: string }>({
    message: ({ service, title, differences }) => `${service} is ${title} in Azure: ${differences}.`,
    explanation: `
Databases and caches are services that Azure runs. Addresses (\`\${services.NAME.url}\`) are written as the service wants them.
\`targets.bicep.managed\` says for each whether it is \`managed\` or a \`container\`.`,
  }),
  "bicep/not-managed": error<{ service: string; problem: string }>({
    message: ({ service, problem }) => `Azure cannot run ${service} itself: ${problem}.`,
    help: () => "Name a service whose engine is postgres, pgvector, mongodb or redis.",
    explanation: `
Azure has services of its own for PostgreSQL, MongoDB and Redis. Anything else is a container, or runs elsewhere.`,
  }),
  "bicep/no-such-service": error<{ service: string }>({
    message: ({ service }) => `There is no service '${service}' with a port.`,
    help: () => "Name a service that has a 'port'.",
    explanation: `
\`targets.bicep.ingress\` says for a service how the ingress speaks to it.`,
  }),
  "bicep/setting-lost": warning<{ service: string; setting: string; title: string }>({
    message: ({ service, setting, title }) => `${title} does not take the setting '${setting}' of ${service}.`,
    help: () => "Remove it, or run a container.",
    explanation: `
Settings of PostgreSQL become parameters of the server. Azure Managed Redis takes \`maxmemory-policy\` alone, and Azure
DocumentDB none.`,
  }),
  "bicep/login-reserved": error<{ service: string; login: string }>({
    message: ({ service, login }) =>
      `Azure Database for PostgreSQL lets nobody be called '${login}', as ${service} asks.`,
    help: () => "Choose another 'username'.",
    explanation: `
Azure keeps names such as \`admin\`, \`root\` and those that start with \`pg_\` for itself.`,
  }),
  "bicep/volume-shared": warning<{ service: string; volume: string }>({
    message: ({ service, volume }) => `All replicas of ${service} have the same volume '${volume}' in Azure.`,
    help: () => "Write 'shared: true' where that is meant, or 'scale: 1'.",
    explanation: `
A volume is a share of Azure Files, which every replica mounts. None has one of its own.`,
  }),
};
