/** The regions of Azure's public cloud, as `az account list-locations` prints them. */
export const regions: readonly string[] = [
  ...["australiacentral", "australiacentral2", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral"],
  ...["brazilsouth", "brazilsoutheast", "canadacentral", "canadaeast", "centralindia", "centralus", "chilecentral"],
  ...["eastasia", "eastus", "eastus2", "francecentral", "francesouth", "germanynorth", "germanywestcentral"],
  ...["indonesiacentral", "israelcentral", "italynorth", "japaneast", "japanwest", "jioindiacentral", "jioindiawest"],
  ...["koreacentral", "koreasouth", "malaysiawest", "mexicocentral", "newzealandnorth", "northcentralus"],
  ...["northeurope", "norwayeast", "norwaywest", "polandcentral", "qatarcentral", "southafricanorth"],
  ...["southafricawest", "southcentralus", "southeastasia", "southindia", "spaincentral", "swedencentral"],
  ...["swedensouth", "switzerlandnorth", "switzerlandwest", "uaecentral", "uaenorth", "uksouth", "ukwest"],
  ...["westcentralus", "westeurope", "westindia", "westus", "westus2", "westus3"],
];

/** Those that have no zones (https://learn.microsoft.com/azure/reliability/regions-list). */
export const withoutZones: ReadonlySet<string> = new Set([
  ...["australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast", "francesouth"],
  ...["germanynorth", "jioindiacentral", "jioindiawest", "koreasouth", "northcentralus", "norwaywest"],
  ...["southafricawest", "southindia", "swedensouth", "switzerlandwest", "uaecentral", "ukwest", "westcentralus"],
  ...["westindia", "westus"],
]);
