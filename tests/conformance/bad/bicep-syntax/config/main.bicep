targetScope = 'resourceGroup'
