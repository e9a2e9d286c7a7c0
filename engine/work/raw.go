package work

// This file holds sockets used by hand: the three ways in which a program can
// wait for several of them.

import (
	"errors"
	"io"

	"corelanes/engine/osys"
)

// Raw is a TCP connection used by hand.
type Raw struct {
	s *osys.Socket
}

// DialRaw connects to an address like 127.0.0.1:80, blocking the worker's
// thread meanwhile. Later calls do not block, but for those that say so.
func DialRaw(w Worker, address string) (*Raw, error) {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	s, err := osys.DialRaw(at, w.IO)
	if err != nil {
		return nil, err
	}
	return &Raw{s}, nil
}

// Send sends p, blocking the worker's thread until all is sent.
func (r *Raw) Send(p []byte) error {
	_, err := r.s.Write(p)
	return err
}

// Receive blocks the worker's thread until something is there; io.EOF at the
// end: recv.
func (r *Raw) Receive(p []byte) (int, error) { return r.s.Read(p) }

// TryReceive takes what is there; ok is false when nothing is, where Python
// raises a BlockingIOError. io.EOF at the end.
func (r *Raw) TryReceive(p []byte) (n int, ok bool, err error) { return r.s.TryRead(p) }

// Close closes the connection.
func (r *Raw) Close() error { return r.s.Close() }

// RawSelector watches sockets used by hand.
type RawSelector struct {
	sel osys.Selector
	of  map[int]*Raw
	buf []osys.Ready
}

// NewRawSelector makes one that watches nothing.
func NewRawSelector() (*RawSelector, error) {
	sel, err := osys.NewSelector()
	if err != nil {
		return nil, err
	}
	return &RawSelector{sel: sel, of: map[int]*Raw{}}, nil
}

// Watch asks to be told once when something can be received.
func (s *RawSelector) Watch(r *Raw) error {
	s.of[r.s.FD()] = r
	return s.sel.Watch(r.s.FD(), true, false)
}

// Wait blocks the worker's thread until one of the sockets is ready, and is
// those that are.
func (s *RawSelector) Wait(w Worker) (ready []*Raw, err error) {
	err = w.IO(func() (err error) {
		s.buf, err = s.sel.Wait(-1, s.buf)
		return err
	})
	for _, x := range s.buf {
		ready = append(ready, s.of[x.FD])
	}
	return ready, err
}

// Close ends the watching.
func (s *RawSelector) Close() error { return s.sel.Close() }

// AtEnd says whether an error is the end of a connection.
func AtEnd(err error) bool { return errors.Is(err, io.EOF) }
