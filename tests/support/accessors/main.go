// Prints every value of the configuration in a line, and then the configuration as Go prints it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"accessors/config"
)

func main() {
	c, err := config.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(config.ExitCode)
	}
	fmt.Println(c.DatabaseHost)
	fmt.Println(c.DatabaseURL.Reveal())
	fmt.Println(strings.ToLower(c.LogLevel.String()))
	fmt.Println(c.Mode)
	fmt.Println(strings.Join(c.Origins, ","))
	fmt.Println(c.Partner)
	fmt.Println(c.Ratio)
	fmt.Println(c.Region)
	fmt.Println(c.Session.Milliseconds())
	fmt.Println(c.SigningKey.Reveal())
	fmt.Println(c.Strict)
	fmt.Println(c.UploadLimit)
	fmt.Println(c.Workers)
	fmt.Println(c.Class)
	text, _ := json.Marshal(c)
	fmt.Printf("%v %+v %#v %s\n", c, c, c, text)
}
