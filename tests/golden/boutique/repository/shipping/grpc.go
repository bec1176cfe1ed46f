package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

// Unary methods of gRPC, and its health checks, with the HTTP/2 of the standard library. Messages are
// google.protobuf.StringValue.
type method func(context.Context, string) (string, error)

var http2 = func() *http.Protocols {
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	return protocols
}()

func frame(message []byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message))), message...)
}

func encode(text string) []byte {
	return frame(append(binary.AppendUvarint([]byte{10}, uint64(len(text))), text...))
}

func decode(data []byte) string {
	if len(data) < 7 {
		return ""
	}
	length, size := binary.Uvarint(data[6:])
	return string(data[6+size : 6+size+int(length)])
}

func answer(w http.ResponseWriter, message []byte, err error) {
	w.Header().Set("Content-Type", "application/grpc")
	w.Header().Set("Trailer", "Grpc-Status, Grpc-Message")
	if err == nil {
		w.Write(message)
		w.Header().Set("Grpc-Status", "0")
		return
	}
	w.WriteHeader(http.StatusOK)
	w.Header().Set("Grpc-Status", "2")
	w.Header().Set("Grpc-Message", err.Error())
}

// serve answers methods, by the path of each, until the process is stopped.
func serve(methods map[string]method) error {
	mux := http.NewServeMux()
	mux.HandleFunc("/grpc.health.v1.Health/Check", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, frame([]byte{8, 1}), nil)
	})
	for path, respond := range methods {
		mux.HandleFunc("/boutique."+path, func(w http.ResponseWriter, r *http.Request) {
			data, _ := io.ReadAll(r.Body)
			text, err := respond(r.Context(), decode(data))
			answer(w, encode(text), err)
		})
	}
	server := &http.Server{Addr: ":" + os.Getenv("PORT"), Handler: mux, Protocols: http2}
	stopped, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	go func() { <-stopped.Done(); server.Shutdown(context.Background()) }()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

var client = &http.Client{Transport: &http.Transport{Protocols: http2}}

// call sends a string to a method of another service, whose address is in a variable.
func call(ctx context.Context, variable, path, text string) (string, error) {
	url := "http://" + os.Getenv(variable) + "/boutique." + path
	request, err := http.NewRequestWithContext(ctx, "POST", url, bytes.NewReader(encode(text)))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/grpc")
	request.Header.Set("TE", "trailers")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if status := response.Trailer.Get("Grpc-Status"); status != "0" {
		return "", fmt.Errorf("%s: status %s%s %s", path, status, response.Header.Get("Grpc-Status"), response.Trailer.Get("Grpc-Message"))
	}
	return decode(data), err
}
