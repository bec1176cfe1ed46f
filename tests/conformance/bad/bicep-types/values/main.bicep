param name string

var mode = 'Several'

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: 'westeurope'
  properties: {
    configuration: {
      activeRevisionsMode: mode
      ingress: {
        transport: empty(name) ? 'http3' : 'http2'
      }
    }
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'a-b'
  location: 'westeurope'
  sku: {
    name: 'Gold'
  }
}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'alerts'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'a name that is too long'
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'account'
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: account
  name: 'other'
  properties: {
    shareDeleteRetentionPolicy: {
      days: 400
      enabled: true
    }
  }
}
