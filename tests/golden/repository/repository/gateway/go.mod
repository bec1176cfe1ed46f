module example.com/gateway

go 1.24.0
