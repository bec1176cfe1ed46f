module shop.example/app

go 1.26
