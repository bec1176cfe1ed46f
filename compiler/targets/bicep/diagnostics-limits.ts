import { error, warning } from "../../diagnostics/definition.ts";

/** Findings about limits of Azure. */
export const codes = {
  "bicep/beyond-limit": warning<{ what: string; given: number; most: number }>({
    message: ({ what, given, most }) => `${what} is ${given} s; in Azure it is ${most} s.`,
    help: ({ most }, key) => `Set '${key}' to ${most}s at most.`,
    explanation: `
Container Apps limits times: 600 seconds for a replica to stop, and 240 seconds for the interval and the timeout of a probe.
Longer times are shortened to the limit.`,
  }),
  "bicep/blue-green-without-ingress": error<{ service: string }>({
    message: ({ service }) => `${service} has no port, so its old revision would keep running beside the new one.`,
    help: ({ service }, key) => `Remove '${key}.strategy', or set 'services.${service}.port'.`,
    explanation: `
A blue-green rollout in Container Apps keeps two revisions and moves requests from the old one to the new one. A worker
without ingress gets no requests: both revisions would process work at the same time.`,
  }),
  "bicep/file-too-large": error<{ file: string; size: number; most: number }>({
    message: ({ file, size, most }) => `${file} has ${size} bytes; an entry of the Key Vault can have at most ${most}.`,
    help: (_, key) => `Put the file into the image instead of '${key}', or split it.`,
    explanation: `
Container Apps mounts files from secrets, which are entries of the Key Vault. An entry can have at most 25,000 bytes.`,
  }),
  "bicep/server-too-large": error<{ service: string; what: string; largest: string }>({
    message: ({ service, what }) => `Azure has no ${what} large enough for ${service}.`,
    help: ({ largest }, key) => `Lower '${key}': the largest one has ${largest}.`,
    explanation: `
A managed database gets the smallest machine and disk that have at least the limits of the specification. Nothing is
silently made smaller.`,
  }),
  "bicep/setting-unit": error<{ service: string; setting: string; value: string }>({
    message: ({ service, setting, value }) => `'${setting}' of ${service} must be a number in Azure, not '${value}'.`,
    help: (_, key) => `Write '${key}' as a number in the unit of the parameter, such as kilobytes or milliseconds.`,
    explanation: `
Parameters of Azure Database for PostgreSQL are numbers in the base unit of the parameter: \`work_mem\` in kilobytes,
\`statement_timeout\` in milliseconds. Units such as \`64MB\` are only valid in configuration files.`,
  }),
  "bicep/too-many": error<{ what: string; count: number; most: number }>({
    message: ({ what, count, most }) => `The template would have ${count} ${what}; Azure allows at most ${most}.`,
    help: () => "Split the platform into several specifications.",
    explanation: `
A template of Azure Resource Manager has at most 256 parameters and 800 resources. Each service takes one parameter and up
to four resources.`,
  }),
  "bicep/nowhere": warning<Record<string, never>>({
    message: () => "No environment is deployed to Azure, so no Bicep files are generated.",
    help: () =>
      "Add an environment of the tier staging or production, or set 'environments.<name>.targets.bicep' to true for one of the tier development.",
    explanation: `
Environments of the tiers staging and production are deployed to Azure, and development environments that set
\`targets.bicep\` themselves.`,
  }),
};
