vault {
  address = "https://vault.example:8200"
}

auto_auth {
  method "approle" {
    config = {
      role_id_file_path = "/run/secrets/role"
    }
  }
}

template {
  contents    = "{{ with secret \"kv/data/x\" }}{{ end }}"
  dstination  = "/secrets/x"
}
