@description('A name.')
param name string

@description('A name.')
output other string = name
