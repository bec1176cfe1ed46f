resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'registry'
  location: 'westeurope'
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: true
  }
}
