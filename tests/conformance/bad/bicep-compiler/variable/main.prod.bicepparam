using './main.bicep'

param name = readEnvironmentVariable('NOT_SET')
