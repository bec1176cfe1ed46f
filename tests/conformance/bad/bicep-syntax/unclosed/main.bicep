@description('The region.')
param location string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
  location: location
  properties: {
    sku: {
      family: 'A'
  }
}
