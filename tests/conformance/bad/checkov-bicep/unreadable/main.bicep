resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: nobody
