using './main.bicep'

param name = 'a' 'b'
