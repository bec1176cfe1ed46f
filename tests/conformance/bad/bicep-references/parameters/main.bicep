@description('The name.')
param name string

@description('The number.')
param count int

@description('Both.')
output both string = '${name}${count}'
