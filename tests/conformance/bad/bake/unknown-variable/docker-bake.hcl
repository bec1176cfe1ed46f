target "app" {
  dockerfile = "Dockerfile"
  tags       = ["${NOBODY}/app"]
}
