// The catalogue reads its products from a file beside the binary.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strings"
)

func names(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var products []struct{ Name string }
	err = json.Unmarshal(text, &products)
	var found []string
	for _, product := range products {
		found = append(found, product.Name)
	}
	return found, err
}

func main() {
	products, err := names("products.json")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(serve(map[string]method{
		"Catalog/List": func(context.Context, string) (string, error) { return strings.Join(products, ", "), nil },
	}))
}
