@description('The name.')
param name string

@description('The number.')
param count int

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: name
}

@description('The ID.')
output id string = '${vault.id}${count}'
