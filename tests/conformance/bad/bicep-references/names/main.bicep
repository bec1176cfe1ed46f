@description('Somebody uses it.')
param used string

@description('Nobody uses it.')
param idle string

param bare string

@description('Nobody uses it either.')
var left = used

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: bare
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: missing
  properties: {
    level: unknownFunction('CanNotDelete')
  }
}
