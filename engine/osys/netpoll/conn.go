package netpoll

// This file holds the connection.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"corelanes/engine/osys"
)

// A read, and a write, is of at most so many bytes.
const (
	readPiece  = 4 << 10
	writePiece = 64 << 10
)

// conn is a connection. The poller's lock guards what is not its own goroutine's.
type conn struct {
	sock
	watch  osys.Watcher
	remote osys.Address
	net    net.Conn // nil until it is connected

	in      []byte // what came and nobody asked for, in buf
	buf     []byte // nil before the first read
	inErr   error  // why nothing more will come
	reading bool

	out       []byte // on its way
	outErr    error  // why nothing more can be sent
	writing   bool
	shutWrite bool // the end is to be sent behind it
}

var _ osys.Conn = (*conn)(nil)

func newConn(p *Poller, w osys.Watcher, remote osys.Address, c net.Conn) *conn {
	s := &conn{watch: w, remote: remote, net: c}
	s.readable, s.writable, s.end = s.canRead, s.canWrite, s.hangUp
	p.add(&s.sock)
	return s
}

// Dial is as in osys.Network.
func (p *Poller) Dial(address osys.Address, w osys.Watcher) (osys.Conn, error) {
	at, err := netAddress(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	p.mu.Lock()
	s := newConn(p, w, address, nil)
	s.writing = true // for it cannot be written yet
	c, failed := net.Conn(nil), error(nil)
	p.begin(&s.sock, func() {
		d := net.Dialer{KeepAlive: -1}
		c, failed = d.DialContext(ctx, at.Network(), at.String())
	}, func() {
		s.writing, s.net, s.outErr = false, c, failed
		if s.closed && c != nil {
			c.Close()
		}
	})
	// Under the lock, so that who dials always waits once, as behind EINPROGRESS:
	// whether a task can be cancelled there must not hang on a goroutine's pace.
	if err := s.sock.waitLocked(w, true); err != nil {
		s.Close() // before the call is given up: nobody hears of it
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	err = s.outErr
	p.mu.Unlock()
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("connect to %s: %w", address, osys.NameLimit(err))
	}
	return s, nil
}

// canRead says whether Read has an answer, and else has one fetched.
func (s *conn) canRead() bool {
	if len(s.in) > 0 || s.inErr != nil {
		return true
	}
	if !s.reading && s.net != nil {
		s.reading = true
		if s.buf == nil {
			s.buf = make([]byte, readPiece)
		}
		n, err := 0, error(nil)
		s.p.begin(&s.sock, func() { n, err = s.net.Read(s.buf) }, func() { s.reading, s.in, s.inErr = false, s.buf[:n], err })
	}
	return false
}

// canWrite says whether a write is taken, or has failed.
func (s *conn) canWrite() bool { return !s.writing }

// FD is as in osys.Conn.
func (s *conn) FD() int { return s.fd }

// Remote is as in osys.Conn.
func (s *conn) Remote() osys.Address { return s.remote }

// Read is as in io.Reader.
func (s *conn) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	if err := s.sock.wait(s.watch, false); err != nil {
		return 0, fmt.Errorf("read from %s: %w", s.remote, err)
	}
	defer s.p.mu.Unlock()
	return s.take(b)
}

// TryRead is as in osys.Conn.
func (s *conn) TryRead(b []byte) (n int, ok bool, err error) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	switch {
	case s.closed:
		return 0, false, os.ErrClosed
	case !s.canRead():
		return 0, false, nil
	}
	n, err = s.take(b)
	return n, true, err
}

// take is what came, or why nothing more will.
func (s *conn) take(b []byte) (int, error) {
	n := copy(b, s.in)
	s.in = s.in[n:]
	switch {
	case n > 0:
		return n, nil
	case errors.Is(s.inErr, io.EOF):
		return 0, io.EOF
	}
	return 0, fmt.Errorf("read from %s: %w", s.remote, s.inErr)
}

// Write is as in io.Writer.
func (s *conn) Write(b []byte) (int, error) {
	for sent := 0; ; {
		n, err := s.TryWrite(b[sent:])
		if sent += n; err != nil || sent == len(b) {
			return sent, err
		}
		if err := s.sock.wait(s.watch, true); err != nil {
			return sent, fmt.Errorf("write to %s: %w", s.remote, err)
		}
		s.p.mu.Unlock()
	}
}

// TryWrite is as in osys.Conn.
func (s *conn) TryWrite(b []byte) (int, error) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	switch {
	case s.closed:
		return 0, os.ErrClosed
	case s.outErr != nil:
		return 0, fmt.Errorf("write to %s: %w", s.remote, s.outErr)
	case s.writing || len(b) == 0:
		return 0, nil
	case s.shutWrite:
		return 0, fmt.Errorf("write to %s: %w", s.remote, osys.ErrBrokenPipe)
	}
	s.writing = true
	s.out = append(s.out[:0], b[:min(len(b), writePiece)]...)
	n := len(s.out)
	err := error(nil)
	s.p.begin(&s.sock, func() { _, err = s.net.Write(s.out) }, func() { s.sent(err) })
	return n, nil
}

// sent goes on when what was on its way is out, or never will be.
func (s *conn) sent(err error) {
	s.writing, s.outErr = false, err
	if cap(s.out) > readPiece {
		s.out = nil // most sockets seldom send much
	}
	switch {
	case s.closed:
		s.net.Close()
	case s.shutWrite:
		s.outErr = s.sendEnd()
	}
}

// CloseWrite is as in osys.Conn.
func (s *conn) CloseWrite() error {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.shutWrite = true
	if s.closed || s.writing {
		return nil // behind what is on its way
	}
	return s.sendEnd()
}

func (s *conn) sendEnd() error {
	return s.net.(interface{ CloseWrite() error }).CloseWrite() // TCP and UNIX sockets have it
}

// hangUp ends the connection: at once, or when what is on its way is out.
func (s *conn) hangUp() {
	switch {
	case s.net == nil:
	case s.writing:
		_ = s.net.SetWriteDeadline(time.Now().Add(lingerFor)) // of an open socket that cannot fail
	default:
		s.net.Close() // nothing is lost
	}
}

// Close ends the connection, once; who waits for it is told.
func (s *conn) Close() error {
	if s.close() {
		s.watch.Forget(s.fd)
	}
	return nil
}
