// The checkout orders what is in the cart.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/google/uuid"
)

type caller func(ctx context.Context, variable, method, text string) (string, error)

func order(ctx context.Context, user string, call caller) (string, error) {
	items, err := call(ctx, "CART_ADDR", "Cart/Get", user)
	if err != nil {
		return "", fmt.Errorf("cart: %w", err)
	}
	price, err := call(ctx, "SHIPPING_ADDR", "Shipping/Quote", items)
	if err != nil {
		return "", fmt.Errorf("shipping: %w", err)
	}
	receipt := user + " "
	for _, step := range []struct{ variable, method, text string }{
		{"CURRENCY_ADDR", "Currency/Convert", price},
		{"PAYMENT_ADDR", "Payment/Charge", "4111111111111111"},
		{"EMAIL_ADDR", "Email/Send", user},
	} {
		answer, err := call(ctx, step.variable, step.method, step.text)
		if err != nil {
			return "", fmt.Errorf("%s: %w", step.method, err)
		}
		receipt += "; " + answer
	}
	return receipt, nil
}

func main() {
	log.Fatal(serve(map[string]method{
		"Checkout/Order": func(ctx context.Context, user string) (string, error) {
			receipt, err := order(ctx, user, call)
			return uuid.NewString() + " " + receipt, err
		},
	}))
}
