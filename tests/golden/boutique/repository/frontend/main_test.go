package main

import (
	"net/http/httptest"
	"os"
	"testing"
)

func TestServesStaticFiles(t *testing.T) {
	answer := httptest.NewRecorder()
	routes().ServeHTTP(answer, httptest.NewRequest("GET", "/static/shop.css", nil))
	if answer.Code != 200 {
		t.Fatal(answer.Code)
	}
	if os.Getuid() == 0 {
		t.Fatal("tests run as root")
	}
}
