package main

import (
	"context"
	"os"
	"testing"
)

func TestOrderCallsEveryService(t *testing.T) {
	echo := func(_ context.Context, _, method, _ string) (string, error) { return method, nil }
	receipt, err := order(context.Background(), "ada", echo)
	if err != nil || receipt != "ada ; Currency/Convert; Payment/Charge; Email/Send" {
		t.Fatal(receipt, err)
	}
	if os.Getuid() == 0 {
		t.Fatal("tests run as root")
	}
}
