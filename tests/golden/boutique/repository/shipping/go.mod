module boutique.example/shipping

go 1.26
