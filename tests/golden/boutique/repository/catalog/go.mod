module boutique.example/catalog

go 1.26
