resource app 'Microsoft.App/containerApps@2025-07-01' existing = {
  name: 'api'
}

output host string = app.properties.configuration.ingress.fullName
output id string = app.identifier
