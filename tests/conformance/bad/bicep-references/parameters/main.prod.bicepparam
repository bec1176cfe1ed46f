using './main.bicep'

param count = 'three'
param other = 1
