package engine

// This file holds a small server for the tests of downloads.

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serveTest is the address of a server that has a page, one that moved, and
// nothing else.
func serveTest(t *testing.T) string {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	mux.Handle("/moved", http.RedirectHandler("/page", http.StatusFound))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}
