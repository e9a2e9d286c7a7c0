package web

// This file tests the server that sends back what it gets.

import (
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
)

func TestEveryByteComesBackUntilTheServerIsClosed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	e := &echo{}
	served := make(chan error, 1)
	go func() { served <- e.Serve(l) }()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, text := range []string{"x", "longer", "y"} {
		if _, err := io.WriteString(c, text); err != nil {
			t.Fatal(err)
		}
		back := make([]byte, len(text))
		if _, err := io.ReadFull(c, back); err != nil || string(back) != text {
			t.Errorf("%q came back as %q, %v", text, back, err)
		}
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		t.Errorf("a closed server ends with %v", err)
	}
	if n, err := c.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("a connection outlives its server: %d, %v", n, err)
	}
}
