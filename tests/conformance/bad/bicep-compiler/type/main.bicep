@description('A name.')
param name string
var other = nobody

@description('A name.')
output name string = '${name}${other}'
