package main

import (
	"embed"
	"net/http"
)

//go:embed all:ui/dist
var site embed.FS

func main() { http.Handle("/admin/", http.FileServer(http.Dir("public"))) }
