resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert'
  location: 'global'
  properties: {
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.Nothing'
    }
    enabled: true
    evaluationFrequency: 'PT1M'
    scopes: []
    severity: 1
    windowSize: 'PT5M'
  }
}

resource other 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'other'
  location: 'global'
  properties: {
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      anyOf: []
    }
    enabled: true
    evaluationFrequency: 'PT1M'
    scopes: []
    severity: 1
    windowSize: 'PT5M'
  }
}
