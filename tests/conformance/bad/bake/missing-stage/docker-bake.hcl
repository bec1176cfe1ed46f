target "app" {
  dockerfile = "Dockerfile"
  target     = "production"
}

target "tool" {
  dockerfile = "tool/Dockerfile"
  target     = "production"
}
