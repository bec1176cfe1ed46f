resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'vault'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: vault.properties.vaultUri
  scope: vault
  properties: {
    level: 'CanNotDelete'
  }
}
