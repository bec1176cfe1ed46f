package main

import (
	"os"
	"slices"
	"testing"
)

func TestNames(t *testing.T) {
	found, err := names("products.json")
	if err != nil || !slices.Contains(found, "mug") {
		t.Fatal(found, err)
	}
	if os.Getuid() == 0 {
		t.Fatal("tests run as root")
	}
}
