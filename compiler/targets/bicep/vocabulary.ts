/** Names that mean something to Bicep wherever a file does not declare them (compiler 0.49). */
const words = [
  // Statements and clauses.
  "as assert existing extends extension for from func if import in metadata module none output param provider resource",
  "targetScope test type using var with",
  // Literals and types.
  "any array bool false int never null object string true resourceInput resourceOutput",
  // Namespaces.
  "az sys this",
  // Decorators.
  "allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue onlyIfNotExists",
  "retryOn sealed secure validate waitUntil",
  // Functions.
  "array base64 base64ToJson base64ToString bool buildUri cidrHost cidrSubnet coalesce concat contains createArray",
  "createObject dataUri dataUriToString dateTimeAdd dateTimeFromEpoch dateTimeToEpoch deployer deployment empty endsWith",
  "environment extensionResourceId externalInput fail filter first flatten format getSecret groupBy guid indexOf int",
  "intersection items join json last lastIndexOf length list listAccountSas listKeys listSecrets listServiceSas",
  "loadDirectoryFileInfo loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent managementGroup",
  "managementGroupResourceId map mapValues max min newGuid nameof objectKeys padLeft parseCidr parseUri pickZones",
  "providers range readCliArg readEnvironmentVariable reduce reference references replace resourceGroup resourceId",
  "shallowMerge skip sort split startsWith string subscription subscriptionResourceId substring take tenant",
  "tenantResourceId toLogicalZone toLogicalZones toLower toObject toPhysicalZone toPhysicalZones toUpper trim union",
  "uniqueString uri uriComponent uriComponentToString utcNow",
];

/** All names that Bicep defines: a parameter or symbol with one of these names hides it, or is an error. */
export const vocabulary: ReadonlySet<string> = new Set(words.flatMap((line) => line.split(" ")));
