package web

// This file tests the session: connections are kept, and replaced when the
// server has closed them; redirects end.

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/work"
)

// dialer is a worker that can only do what a session needs.
type dialer struct {
	work.Worker
	dialled int
	locals  map[string]any
}

func (d *dialer) Dial(a osys.Address) (io.ReadWriteCloser, error) {
	d.dialled++
	return net.Dial("tcp", a.String())
}

func (d *dialer) IO(f func() error) error { return f() }

func (d *dialer) Local(key string, mk func() any) any {
	if d.locals == nil {
		d.locals = map[string]any{}
	}
	if d.locals[key] == nil {
		d.locals[key] = mk()
	}
	return d.locals[key]
}

// site is a server whose open connections can be counted and closed.
type site struct {
	*httptest.Server
	mu   sync.Mutex
	open map[net.Conn]bool
	made int
}

func newSite(t *testing.T) *site {
	s := &site{open: map[net.Conn]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello ", r.UserAgent()) })
	mux.HandleFunc("/goodbye", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		fmt.Fprint(w, "bye")
	})
	mux.HandleFunc("/chunked", func(w http.ResponseWriter, _ *http.Request) {
		for range 3 {
			fmt.Fprint(w, "chunk")
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/to/", func(w http.ResponseWriter, r *http.Request) { // n redirects from the page
		n := 0
		fmt.Sscanf(r.URL.Path, "/to/%d", &n)
		if n == 0 {
			fmt.Fprint(w, "there")
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/to/%d", n-1), http.StatusFound)
	})
	mux.Handle("/round", http.RedirectHandler("/round", http.StatusMovedPermanently))
	mux.HandleFunc("/nowhere", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	s.Server = httptest.NewUnstartedServer(mux)
	s.Config.ConnState = func(c net.Conn, st http.ConnState) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch st {
		case http.StateNew:
			s.made++
			s.open[c] = true
		case http.StateClosed:
			delete(s.open, c)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// hangUp closes all connections, as a server does with idle ones.
func (s *site) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		c.Close()
	}
}

func get(t *testing.T, d *dialer, address string) int64 {
	t.Helper()
	n, err := Client{}.Get(d, address)
	if err != nil {
		t.Error(err)
	}
	return n
}

// session is the dialer's, closed when the test ends.
func newDialer(t *testing.T) *dialer {
	d := &dialer{}
	t.Cleanup(func() {
		if s, ok := d.locals["http session"].(*session); ok {
			s.Close()
		}
	})
	return d
}

func TestAConnectionIsUsedAgain(t *testing.T) {
	s, d := newSite(t), newDialer(t)
	for range 5 {
		if n := get(t, d, s.URL+"/page"); n != int64(len("hello corelanes")) {
			t.Errorf("%d bytes", n)
		}
	}
	if n := get(t, d, s.URL+"/chunked"); n != 15 {
		t.Errorf("%d bytes in chunks", n)
	}
	get(t, d, s.URL+"/page")
	if d.dialled != 1 {
		t.Errorf("%d connections for one server", d.dialled)
	}
}

func TestAConnectionThatTheServerClosedIsReplaced(t *testing.T) {
	s, d := newSite(t), newDialer(t)
	get(t, d, s.URL+"/page")
	s.hangUp()
	get(t, d, s.URL+"/page")
	if d.dialled != 2 {
		t.Errorf("%d connections, want another after the first was closed", d.dialled)
	}
	get(t, d, s.URL+"/goodbye")
	get(t, d, s.URL+"/page")
	if d.dialled != 3 {
		t.Errorf("%d connections, want another after the server said it would close", d.dialled)
	}
	s.Close()
	if _, err := (Client{}).Get(d, s.URL+"/page"); err == nil || !strings.Contains(err.Error(), "download "+s.URL) {
		t.Errorf("nobody is there: %v", err)
	}
}

func TestTwoSessionsHaveTheirOwnConnections(t *testing.T) {
	s, a, b := newSite(t), newDialer(t), newDialer(t)
	get(t, a, s.URL+"/page")
	get(t, b, s.URL+"/page")
	if a.dialled != 1 || b.dialled != 1 {
		t.Errorf("%d and %d connections", a.dialled, b.dialled)
	}
}

func TestRedirectsAreFollowedUpToTen(t *testing.T) {
	s, d := newSite(t), newDialer(t)
	for _, n := range []int{1, maxRedirects} {
		if got := get(t, d, fmt.Sprintf("%s/to/%d", s.URL, n)); got != 5 {
			t.Errorf("%d redirects: %d bytes", n, got)
		}
	}
	for _, path := range []string{fmt.Sprintf("/to/%d", maxRedirects+1), "/round"} {
		if _, err := (Client{}).Get(d, s.URL+path); err == nil || !strings.Contains(err.Error(), "redirected more than 10 times") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAnAnswerOtherThanOKIsAnError(t *testing.T) {
	s, d := newSite(t), newDialer(t)
	for path, want := range map[string]string{"/missing": "404", "/nowhere": "304"} {
		if _, err := (Client{}).Get(d, s.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	get(t, d, s.URL+"/page")
	for _, bad := range []string{"http://[::1/", "http://127.0.0.1:99999/", "ftp://127.0.0.1/", "http:///"} {
		if _, err := (Client{}).Get(d, bad); err == nil {
			t.Errorf("%s: downloaded", bad)
		}
	}
	if d.dialled != 1 {
		t.Errorf("%d connections", d.dialled)
	}
}

func TestNamesAreLookedUpOnce(t *testing.T) {
	s, d := newSite(t), newDialer(t)
	local := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	if addrs, err := net.LookupHost("localhost"); err != nil || len(addrs) == 0 || addrs[0] != "127.0.0.1" && (len(addrs) < 2 || addrs[1] != "127.0.0.1") {
		t.Skip("localhost has no name here")
	}
	get(t, d, local+"/page")
	get(t, d, local+"/page")
	if n := len(d.locals["http session"].(*session).names); n != 1 || d.dialled != 1 {
		t.Errorf("%d names, %d connections", n, d.dialled)
	}
}

func TestTheServerAnswersWithSoManyBytes(t *testing.T) {
	for _, n := range []int{0, 1, 25_000} {
		h := Handler(work.Server{Bytes: n})
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://localhost/page/1", nil))
		if rec.Code != http.StatusOK || rec.Body.Len() != n {
			t.Errorf("%d: %d bytes", rec.Code, rec.Body.Len())
		}
	}
}
