package web

// This file holds the server that sends back what it gets, byte for byte.

import (
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
)

// echo serves connections until it is closed.
type echo struct {
	mu     sync.Mutex
	closed bool
	open   []io.Closer // the listener and every connection there was
}

// keep notes what Close has to close; false when that was already.
func (e *echo) keep(c io.Closer) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.open = append(e.open, c)
	}
	return !e.closed
}

// Serve answers whoever connects. It returns when all its connections have
// ended.
func (e *echo) Serve(l net.Listener) error {
	var all sync.WaitGroup
	defer all.Wait()
	if !e.keep(l) {
		return errors.Join(http.ErrServerClosed, l.Close())
	}
	for {
		c, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return http.ErrServerClosed
		}
		if err != nil {
			return err
		}
		if !e.keep(c) {
			_ = c.Close() // it came too late to be answered
			continue
		}
		all.Go(func() {
			defer c.Close()
			// Without the shortcut that the system has for streams: it is slow for
			// single bytes. It ends when the other side hangs up.
			_, _ = io.Copy(struct{ io.Writer }{c}, struct{ io.Reader }{c})
		})
	}
}

// Close ends everything.
func (e *echo) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	for _, c := range e.open {
		_ = c.Close() // most have been closed long ago
	}
	return nil
}
