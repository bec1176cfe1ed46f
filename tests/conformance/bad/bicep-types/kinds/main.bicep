param replicas string
param shared bool

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'api'
  location: 'westeurope'
  tags: 'none'
  properties: {
    configuration: {
      ingress: {
        external: 'yes'
        targetPort: '8000'
        additionalPortMappings: {
          external: false
        }
      }
    }
    template: {
      containers: [
        'api'
        {
          name: shared
          env: [for name in ['A']: {
            name: 1
          }]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: shared ? 1 : 'many'
        rules: [
          {
            name: 'http'
            http: {
              metadata: {
                concurrentRequests: 100
              }
            }
          }
        ]
      }
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  properties: {
    level: null
  }
}
