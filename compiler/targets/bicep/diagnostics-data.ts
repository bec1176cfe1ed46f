import { error, note, warning } from "../../diagnostics/definition.ts";

/** Findings about catalogue services on Azure, managed or in a container. */
export const codes = {
  "bicep/queue-in-container": error<{ service: string; queue: string }>({
    message: ({ service, queue }) => `The scaler of ${service} cannot reach ${queue}, which runs in a container.`,
    help: ({ queue }) => `Set 'targets.bicep.managed.${queue}' to 'managed'.`,
    explanation: `
The scaler of Container Apps runs outside the environment's network, and connects with TLS and a password from the Key Vault.
Azure Managed Redis accepts these connections; a Redis container does not.`,
  }),
  "bicep/database-in-container": error<{ service: string; engine: string; canBeManaged: boolean }>({
    message: ({ service, engine }) => `${service} would keep its data on a share, which breaks ${engine}.`,
    help: ({ service, canBeManaged }) =>
      canBeManaged
        ? `Set 'targets.bicep.managed.${service}' to 'managed'.`
        : `List the environments that are not on Azure in 'services.${service}.environments'.`,
    explanation: `
Container Apps keep persistent data on Azure Files shares, which are mounted over SMB. Databases and stores need locks and
guarantees that SMB does not provide: their data will be corrupted sooner or later. Azure has managed services for
PostgreSQL, MongoDB and Redis, which are used unless \`targets.bicep.managed\` is \`container\`.`,
  }),
  "bicep/data-not-kept": warning<{ service: string }>({
    message: ({ service }) => `${service} loses its data when its container is replaced.`,
    help: ({ service }) => `Set 'targets.bicep.managed.${service}' to 'managed'.`,
    explanation: `
A cache that runs in a container keeps its data in the container's file system. A new revision, an update of the platform or
a restart empties it.`,
  }),
  "bicep/password-shared": warning<{ service: string; secret: string; other: string }>({
    message: ({ service, secret, other }) =>
      `Azure generates the password of ${service}, so '${secret}' is only the password of ${other}.`,
    help: ({ service }) =>
      `Set 'services.${service}.password' to a separate secret, or refer to ${service} only by its URL.`,
    explanation: `
Azure generates the access key of Azure Managed Redis. URLs, and the secret that is its password, contain this key. A secret
that is also the password of another service cannot contain it.`,
  }),
  "bicep/managed": note<{ service: string; title: string; differences: string }>({
    message: ({ service, title, differences }) => `${service} is ${title} in Azure: ${differences}.`,
    explanation: `
Databases and caches are managed services of Azure. URLs (\`\${services.NAME.url}\`) have the form that the managed service
needs. \`targets.bicep.managed\` sets each service to \`managed\` or \`container\`.`,
  }),
  "bicep/not-managed": error<{ service: string; problem: string }>({
    message: ({ service, problem }) => `${service} cannot be a managed service: ${problem}.`,
    help: (_, key) => `Remove '${key}', or name a service whose engine is postgres, pgvector, mongodb or redis.`,
    explanation: `
Azure has managed services for PostgreSQL, MongoDB and Redis. Other engines run in containers, or outside Azure.`,
  }),
  "bicep/no-such-service": error<{ service: string }>({
    message: ({ service }) => `There is no service '${service}' with a port.`,
    help: ({ service }, key) => `Remove '${key}', or set 'services.${service}.port'.`,
    explanation: `
\`targets.bicep.ingress\` sets the protocol between the ingress and a service.`,
  }),
  "bicep/setting-lost": warning<{ service: string; setting: string; title: string }>({
    message: ({ service, setting, title }) => `${title} does not support the setting '${setting}' of ${service}.`,
    help: ({ service }, key) => `Remove '${key}', or set 'targets.bicep.managed.${service}' to container.`,
    explanation: `
Settings of PostgreSQL become server parameters. Azure Managed Redis supports only \`maxmemory-policy\`, and Azure DocumentDB
supports none.`,
  }),
  "bicep/login-reserved": error<{ service: string; login: string }>({
    message: ({ service, login }) => `Azure Database for PostgreSQL reserves the user name '${login}' of ${service}.`,
    help: (_, key) => `Set '${key}' to app, or to another name.`,
    explanation: `
Azure reserves names such as \`admin\` and \`root\`, and names that start with \`pg_\`.`,
  }),
  "bicep/volume-shared": warning<{ service: string; volume: string }>({
    message: ({ service, volume }) => `All replicas of ${service} share the volume '${volume}' in Azure.`,
    help: ({ service }, key) => `Set '${key}.shared' to true if this is intended, or 'services.${service}.scale' to 1.`,
    explanation: `
A volume is an Azure Files share that every replica mounts. Container Apps have no volumes per replica.`,
  }),
};
