module boutique.example/frontend

go 1.26
