import { textOf } from "./functions.ts";
import type { Event } from "./world.ts";

const app = /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/;
const network = /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/;

/** Names that Azure accepts, by type (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const rules: Readonly<Record<string, RegExp>> = {
  "Microsoft.App/containerApps": app,
  "Microsoft.App/jobs": app,
  "Microsoft.App/managedEnvironments": /^(?!.*--)[a-z][a-z0-9-]{0,58}[a-z0-9]$/,
  "Microsoft.App/managedEnvironments/managedCertificates": /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/,
  "Microsoft.App/managedEnvironments/storages": app,
  "Microsoft.Authorization/locks": /^[\w.()-]{1,90}$/,
  "Microsoft.Authorization/roleAssignments": /^[0-9a-f]{32}$/,
  "Microsoft.Cache/redisEnterprise": /^(?!.*--)[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/,
  "Microsoft.Cache/redisEnterprise/databases": /^default$/,
  "Microsoft.ContainerRegistry/registries": /^[a-zA-Z0-9]{5,50}$/,
  "Microsoft.DBforPostgreSQL/flexibleServers": /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  "Microsoft.DBforPostgreSQL/flexibleServers/configurations": /^[a-z_.]+$/,
  "Microsoft.DBforPostgreSQL/flexibleServers/databases": /^[A-Za-z_][\w-]{0,62}$/,
  "Microsoft.DocumentDB/mongoClusters": /^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  "Microsoft.Insights/actionGroups": /^[^:<>+/&%\\?|]{1,260}$/,
  "Microsoft.Insights/diagnosticSettings": /^[^*<>%&:\\?+/]{1,260}$/,
  "Microsoft.Insights/metricAlerts": /^[^*#&+:<>?@%{}\\/]{1,260}$/,
  "Microsoft.KeyVault/vaults": /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  "Microsoft.KeyVault/vaults/secrets": /^[0-9A-Za-z-]{1,127}$/,
  "Microsoft.ManagedIdentity/userAssignedIdentities": /^[a-zA-Z0-9][\w-]{2,127}$/,
  "Microsoft.Network/networkSecurityGroups": network,
  "Microsoft.Network/privateDnsZones": /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
  "Microsoft.Network/privateDnsZones/A": /^(\*|[a-z0-9-]{1,63})$/,
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks": network,
  "Microsoft.Network/privateEndpoints": /^[a-zA-Z0-9]([\w.-]{0,62}\w)$/,
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": network,
  "Microsoft.Network/virtualNetworks": /^[a-zA-Z0-9]([\w.-]{0,62}\w)$/,
  "Microsoft.OperationalInsights/workspaces": /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
  "Microsoft.Storage/storageAccounts": /^[a-z0-9]{3,24}$/,
  "Microsoft.Storage/storageAccounts/blobServices": /^default$/,
  "Microsoft.Storage/storageAccounts/fileServices": /^default$/,
  "Microsoft.Storage/storageAccounts/fileServices/shares": /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
};

/** Resources with names that Azure refuses, resources that two parts of a template deploy, and deployments alike. */
export function nameFindings(events: readonly Event[]): readonly string[] {
  const seen = new Set<string>();
  return events.flatMap(({ kind, id, body }) => {
    if (kind !== "put" && kind !== "deployment") return [];
    const isTwice = seen.has(`${kind} ${id.toLowerCase()}`);
    seen.add(`${kind} ${id.toLowerCase()}`);
    const twice = isTwice ? [`${id} is deployed twice`] : [];
    if (kind === "deployment") {
      return /^[\w.()-]{1,64}$/.test(id.split("/").at(-1) ?? "")
        ? twice
        : [...twice, `${id} is no name of a deployment`];
    }
    const type = textOf(body.type);
    const name = textOf(body.name).split("/").at(-1) ?? "";
    const rule = rules[type];
    if (!rule) return [...twice, `${type} has no rule for its names in names.ts`];
    return rule.test(name) ? twice : [...twice, `${type} cannot be called '${name}'`];
  });
}
