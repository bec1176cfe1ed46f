@description('A password.')
@secure()
param password string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'account'
}

@description('The password.')
output told string = password

@description('The key.')
output key string = account.listKeys().keys[0].value

@description('A number.')
output number int = 'one'
