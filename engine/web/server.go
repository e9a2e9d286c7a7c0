package web

// This file holds the server that scenarios talk to: HTTP on the loopback
// interface, in a process of its own so that it takes nothing from the one
// that is measured but the machine's cores.

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"corelanes/engine/proc"
	"corelanes/engine/work"
)

// StartServer starts a server process and is the address it answers at. End
// the child when it is no longer needed.
func StartServer(f *proc.Family, s work.Server) (*proc.Child, string, error) {
	spec, err := json.Marshal(s)
	if err != nil {
		return nil, "", fmt.Errorf("start the server: %w", err)
	}
	c, err := f.Spawn(proc.RoleServer, nil, 0)
	if err != nil {
		return nil, "", err
	}
	err = c.Send(proc.Message{Kind: proc.KindStart, Spec: spec})
	var m proc.Message
	if err == nil {
		m, err = c.Receive()
	}
	if err == nil && m.Kind != proc.KindReady {
		err = fmt.Errorf("it said %q: %s", m.Kind, m.Text)
	}
	if err != nil {
		c.Kill()
		return nil, "", fmt.Errorf("start the server: %w (%s)", err, c.Wait())
	}
	return c, m.Text, nil
}

// Serve is the life of a server process. It returns when the parent hangs up.
func Serve() error {
	m, err := proc.ReadMessage(os.Stdin)
	if err != nil {
		return err
	}
	var s work.Server
	if err := json.Unmarshal(m.Spec, &s); err != nil {
		return fmt.Errorf("server: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		_ = proc.WriteMessage(os.Stdout, proc.Message{Kind: proc.KindError, Text: err.Error()})
		return fmt.Errorf("server: %w", err)
	}
	var srv server = &http.Server{Handler: Handler(s), ReadHeaderTimeout: 10 * time.Second}
	if s.Echo {
		srv = &echo{}
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	if err := proc.WriteMessage(os.Stdout, proc.Message{Kind: proc.KindReady, Text: l.Addr().String()}); err != nil {
		return err
	}
	for err == nil {
		_, err = proc.ReadMessage(os.Stdin)
	}
	err = srv.Close()
	if serr := <-served; !errors.Is(serr, http.ErrServerClosed) {
		err = serr
	}
	return err
}

// server is what answers at an address.
type server interface {
	Serve(net.Listener) error // returns http.ErrServerClosed after Close
	Close() error
}

// maxWait is the longest latency that a request may ask for.
const maxWait = time.Minute

// Handler answers every request that is addressed to this machine after the server's latency, with its number
// of bytes. A request may ask for another latency: /?wait=20ms. One that names
// another host is refused: a web page elsewhere, whose name has been made to
// lead here (DNS rebinding), is not to talk to this server.
func Handler(s work.Server) http.Handler {
	body := make([]byte, max(0, s.Bytes))
	for i := range body {
		body[i] = "corelanes\n"[i%10]
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !ownName(r.Host) {
			http.Error(w, "this server answers on the loopback interface alone", http.StatusMisdirectedRequest)
			return
		}
		latency := s.Latency
		if d, err := time.ParseDuration(r.URL.Query().Get("wait")); err == nil {
			latency = min(max(d, 0), maxWait)
		}
		select {
		case <-time.After(latency):
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		_, _ = w.Write(body) // a client that has gone needs no page
	})
}

// ownName says whether a request's host, with or without a port, is the
// loopback interface's.
func ownName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	address := net.ParseIP(strings.Trim(host, "[]"))
	return address != nil && address.IsLoopback()
}
