resource job 'Microsoft.App/jobs@2025-07-01' = {
  name: 'report'
  location: 'westeurope'
  properties: {
    environmentID: 'x'
    provisioningState: 'Succeeded'
    configuration: {
      triggerType: 'Manual'
    }
    template: {
      containers: [
        {
          name: 'report'
          image: 'report:1'
          resources: {
            cpus: 1
          }
        }
      ]
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'api'
  identity: {
    userAssignedIdentities: {}
  }
  properties: {
    configuration: {
      identitySettings: [
        {
          lifecycle: 'None'
        }
      ]
    }
  }
}

resource unknown 'Microsoft.App/containerApps@2099-01-01' = {
  name: 'x'
}
