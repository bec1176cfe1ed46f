#!/usr/bin/env bash
# vault-agent-config: reads configurations of the Vault agent as Vault itself does, and their templates. It is built from
# Vault's own packages, which takes some minutes; Vault as a whole would take many more.
set -Eeuo pipefail
prefix="$1"

mkdir "${prefix}/source"
cd "${prefix}/source"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"text/template"

	"github.com/hashicorp/vault/command/agent/config"
)

const version = "1.19.0"

// What Consul Template adds to Go's own functions, of those that are in use.
var functions = template.FuncMap{
	"replaceAll": func(from, to, text string) (string, error) { return "", nil },
	"secret":     func(path string) (any, error) { return nil, nil },
}

func check(path string) error {
	loaded, err := config.LoadConfigFile(path)
	if err != nil {
		return err
	}
	if err := loaded.ValidateConfig(); err != nil {
		return err
	}
	if loaded.Vault == nil || loaded.Vault.Address == "" {
		return fmt.Errorf("no address of a Vault")
	}
	for index, one := range loaded.Templates {
		if one.Contents == nil {
			continue
		}
		if _, err := template.New(fmt.Sprintf("template %d", index+1)).Funcs(functions).Parse(*one.Contents); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: vault-agent-config FILE | --version")
		os.Exit(2)
	}
	if os.Args[1] == "--version" {
		fmt.Println(version)
		return
	}
	if err := check(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
GO
printf 'module vaultagentconfig\n\ngo 1.23.0\n\nrequire github.com/hashicorp/vault v1.19.0\n' >go.mod

export CGO_ENABLED=0 GOFLAGS='-mod=mod -modcacherw -trimpath -p=2' GOTOOLCHAIN=local GOWORK=off
export GOMODCACHE="${prefix}/modules" GOCACHE="${prefix}/build"
go build -ldflags='-s -w' -o "${prefix}/bin/vault-agent-config" .
rm -rf "${prefix}/modules" "${prefix}/build"
"${prefix}/bin/vault-agent-config" --version
