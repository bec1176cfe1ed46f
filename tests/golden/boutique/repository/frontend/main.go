// The frontend renders pages from the answers of the other services.
package main

import (
	"html/template"
	"log"
	"net/http"
	"os"
)

var pages = template.Must(template.ParseGlob("templates/*.html"))

// home shows products, recommendations and an advertisement.
func home(w http.ResponseWriter, r *http.Request) {
	view := map[string]string{}
	for name, target := range map[string][2]string{
		"Products": {"CATALOG_ADDR", "Catalog/List"},
		"Similar":  {"RECOMMENDATION_ADDR", "Recommendation/List"},
		"Ad":       {"ADS_ADDR", "Ads/Get"},
		"Price":    {"CURRENCY_ADDR", "Currency/Convert"},
	} {
		answer, err := call(r.Context(), target[0], target[1], "USD 10.00")
		if err != nil {
			http.Error(w, name+": "+err.Error(), http.StatusBadGateway)
			return
		}
		view[name] = answer
	}
	if err := pages.ExecuteTemplate(w, "home.html", view); err != nil {
		log.Print(err)
	}
}

// buy puts a product into the cart of a user and orders it.
func buy(w http.ResponseWriter, r *http.Request) {
	user := r.FormValue("user")
	answer, err := call(r.Context(), "CART_ADDR", "Cart/Add", user+" "+r.FormValue("product"))
	if err == nil {
		answer, err = call(r.Context(), "CHECKOUT_ADDR", "Checkout/Order", user)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	if err := pages.ExecuteTemplate(w, "receipt.html", answer); err != nil {
		log.Print(err)
	}
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", home)
	mux.HandleFunc("POST /buy", buy)
	mux.HandleFunc("GET /_healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) })
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServer(http.Dir("static"))))
	return mux
}

func main() { log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), routes())) }
