@description('Whether it is deployed.')
param isDeployed bool

module one 'modules/one.bicep' = {
  params: {
    count: 'three'
    nothing: 1
  }
}

module two 'modules/two.bicep' = {
  params: {}
}

module three 'modules/one.bicep' = if (isDeployed) {
  params: {
    name: one.outputs.id
    count: 1
  }
}

@description('What may not be there.')
output id string = three.outputs.id
