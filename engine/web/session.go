package web

// This file holds the session: an HTTP client that keeps its connections, as
// requests.Session and aiohttp.ClientSession do.
//
// The messages are made and read by net/http; only the connections are the
// worker's own, so that reading from one waits as the worker waits. A session
// belongs to one thread: threads and processes have one each, all the tasks of
// a loop share theirs.

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/work"
)

const (
	maxRedirects = 10
	maxPageBytes = 1 << 30
)

type session struct {
	idle  map[string][]*kept
	names map[string]osys.Address // host names looked up, by host:port
}

// kept is a connection that may be used again.
type kept struct {
	net.Conn
	read *bufio.Reader
	uses int
}

func newSession() *session {
	return &session{idle: map[string][]*kept{}, names: map[string]osys.Address{}}
}

// Close closes the idle connections.
func (s *session) Close() error {
	for _, conns := range s.idle {
		for _, c := range conns {
			c.Close()
		}
	}
	s.idle = map[string][]*kept{}
	return nil
}

// get downloads a page, and keeps it in to unless that is nil: see work.HTTP.
func (s *session) get(w work.Worker, address string, to *bytes.Buffer) (int64, error) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, fmt.Errorf("download %s: %w", address, err)
	}
	for range maxRedirects + 1 {
		resp, n, err := s.fetch(w, u, to)
		if err != nil {
			return 0, fmt.Errorf("download %s: %w", address, err)
		}
		next, err := resp.Location()
		if resp.StatusCode < 300 || resp.StatusCode > 399 || err != nil {
			if resp.StatusCode != http.StatusOK {
				return 0, fmt.Errorf("download %s: the server answered %s", address, resp.Status)
			}
			return n, nil
		}
		u = next
	}
	return 0, fmt.Errorf("download %s: redirected more than %d times", address, maxRedirects)
}

// fetch makes one request. A kept connection that the server has closed in the
// meantime is replaced by a new one, once.
func (s *session) fetch(w work.Worker, u *url.URL, to *bytes.Buffer) (*http.Response, int64, error) {
	for {
		c, err := s.connection(w, u)
		if err != nil {
			return nil, 0, err
		}
		resp, n, err := c.exchange(u, to)
		if err != nil {
			c.Close()
			if c.uses > 0 {
				continue
			}
			return nil, 0, err
		}
		if resp.Close {
			c.Close()
		} else {
			c.uses++
			key := u.Scheme + "://" + u.Host
			s.idle[key] = append(s.idle[key], c)
		}
		return resp, n, nil
	}
}

// exchange sends the request and reads the whole answer, into to unless that is
// nil.
func (c *kept) exchange(u *url.URL, to *bytes.Buffer) (*http.Response, int64, error) {
	req := &http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{"User-Agent": {"corelanes"}}}
	if err := req.Write(c.Conn); err != nil {
		return nil, 0, err
	}
	resp, err := http.ReadResponse(c.read, req)
	if err != nil {
		return nil, 0, err
	}
	sink := io.Discard
	if to != nil {
		to.Reset() // what an answer before this one left there
		sink = to
	}
	n, err := io.Copy(sink, io.LimitReader(resp.Body, maxPageBytes))
	resp.Body.Close()
	return resp, n, err
}

// connection is an idle connection to the address's host, or a new one.
func (s *session) connection(w work.Worker, u *url.URL) (*kept, error) {
	key := u.Scheme + "://" + u.Host
	if conns := s.idle[key]; len(conns) > 0 {
		c := conns[len(conns)-1]
		s.idle[key] = conns[:len(conns)-1]
		return c, nil
	}
	address, err := s.lookUp(w, u)
	if err != nil {
		return nil, err
	}
	raw, err := w.Dial(address)
	if err != nil {
		return nil, err
	}
	var conn net.Conn = plain{raw}
	if u.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{ServerName: u.Hostname()})
	}
	return &kept{Conn: conn, read: bufio.NewReader(conn)}, nil
}

// plain makes a net.Conn of a worker's connection.
type plain struct{ io.ReadWriteCloser }

// LocalAddr is not known.
func (plain) LocalAddr() net.Addr { return &net.TCPAddr{} }

// RemoteAddr is not known.
func (plain) RemoteAddr() net.Addr { return &net.TCPAddr{} }

// SetDeadline is not possible: a run's own deadline ends it.
func (plain) SetDeadline(time.Time) error { return os.ErrNoDeadline }

// SetReadDeadline is not possible.
func (plain) SetReadDeadline(time.Time) error { return os.ErrNoDeadline }

// SetWriteDeadline is not possible.
func (plain) SetWriteDeadline(time.Time) error { return os.ErrNoDeadline }

// lookUp turns the address's host into an IP address and port. Looking a name
// up blocks, as it does in Python; in a task it freezes the loop for that long.
func (s *session) lookUp(w work.Worker, u *url.URL) (osys.Address, error) {
	standard, ok := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if !ok || u.Hostname() == "" {
		return osys.Address{}, fmt.Errorf("%s is no address of a page: it must begin with http:// or https:// and name a host", u)
	}
	port := u.Port()
	if port == "" {
		port = standard
	}
	host := net.JoinHostPort(u.Hostname(), port)
	if a, err := netip.ParseAddrPort(host); err == nil {
		return addressOf(a), nil
	}
	if known, ok := s.names[host]; ok {
		return known, nil
	}
	var a *net.TCPAddr
	err := w.IO(func() (err error) {
		a, err = net.ResolveTCPAddr("tcp", host)
		return err
	})
	if err != nil {
		return osys.Address{}, fmt.Errorf("look up %s: %w", u.Hostname(), err)
	}
	s.names[host] = addressOf(a.AddrPort())
	return s.names[host], nil
}

func addressOf(a netip.AddrPort) osys.Address {
	return osys.Address{IP: string(a.Addr().Unmap().AsSlice()), Port: int(a.Port())}
}
