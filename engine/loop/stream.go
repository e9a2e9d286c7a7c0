package loop

// This file holds the stream: a connection as asyncio's StreamReader and
// StreamWriter show it, both in one.
//
// What is written goes out at once as far as the socket takes it; the rest
// stays in a buffer that the loop empties when the socket can be written again.
// Drain is where a task waits for a slow reader.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// The limits of a stream, asyncio's: how long a line may be, and how much may
// wait to be sent before Drain waits, until how much is left.
const (
	streamLimit = 64 << 10
	highWater   = 64 << 10
	lowWater    = highWater / 4
)

// ErrLimitOverrun is returned when there is no separator within the limit.
var ErrLimitOverrun = &prim.Error{Class: "asyncio.LimitOverrunError", Message: "Separator is not found, and chunk exceed the limit"}

// IncompleteReadError is returned when a stream ended too early.
type IncompleteReadError struct {
	Partial  []byte
	Expected int // 0: up to a separator
}

// Error is Python's last line of a traceback.
func (e *IncompleteReadError) Error() string {
	expected := "undefined"
	if e.Expected > 0 {
		expected = fmt.Sprint(e.Expected)
	}
	return fmt.Sprintf("asyncio.IncompleteReadError: %d bytes read on a total of %s expected bytes", len(e.Partial), expected)
}

// Stream is a connection.
type Stream struct {
	loop    *Loop
	sock    osys.Conn
	conn    io.ReadWriteCloser // the socket, or what encrypts it
	in      *bufio.Reader
	out     []byte  // what the socket has not taken yet
	flushes bool    // the loop waits to send it
	room    *Future // told when there is room again; nil: nobody waits
	err     error   // why nothing more can be sent
	closed  bool
}

func newStream(l *Loop, sock osys.Conn) *Stream {
	return &Stream{loop: l, sock: sock, conn: sock, in: bufio.NewReader(sock)}
}

// OpenConnection connects to an address, over TCP or to a UNIX socket.
func (l *Loop) OpenConnection(address osys.Address) (*Stream, error) {
	sock, err := l.net.Dial(address, l)
	if err != nil {
		return nil, err
	}
	return newStream(l, sock), nil
}

// FD is the descriptor of its socket.
func (s *Stream) FD() int { return s.sock.FD() }

// Remote is the other end's address.
func (s *Stream) Remote() osys.Address { return s.sock.Remote() }

// Read reads what is there, waiting if nothing is: as in io.Reader.
func (s *Stream) Read(p []byte) (int, error) { return s.in.Read(p) }

// ReadExactly reads n bytes. An *IncompleteReadError when the stream ends
// before.
func (s *Stream) ReadExactly(n int) ([]byte, error) {
	if n < 0 {
		return nil, &prim.Error{Class: "ValueError", Message: "readexactly size can not be less than zero"}
	}
	p := make([]byte, n)
	got, err := io.ReadFull(s.in, p)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &IncompleteReadError{p[:got], n}
	}
	return p, err
}

// ReadUntil reads up to a separator, which is a part of the result. An
// *IncompleteReadError when the stream ends before; ErrLimitOverrun when it does
// not come within 64 KiB, which stay to be read otherwise.
func (s *Stream) ReadUntil(separator byte) ([]byte, error) {
	var out []byte
	for {
		p, err := s.in.ReadSlice(separator)
		out = append(out, p...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull) && len(out) < streamLimit:
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			s.in.Reset(io.MultiReader(bytes.NewReader(out), s.conn))
			return nil, ErrLimitOverrun
		case errors.Is(err, io.EOF):
			return nil, &IncompleteReadError{out, 0}
		}
		return out, err
	}
}

// ReadLine reads a line with its end; less at the stream's end, which is no
// error.
func (s *Stream) ReadLine() ([]byte, error) {
	p, err := s.ReadUntil('\n')
	var short *IncompleteReadError
	if errors.As(err, &short) {
		return short.Partial, nil
	}
	return p, err
}

// Write sends p, or keeps what does not go out at once until it can. It does not
// wait: see Drain. Encrypted data goes out in Drain.
func (s *Stream) Write(p []byte) error {
	switch {
	case s.closed:
		return os.ErrClosed
	case s.err != nil:
		return s.err
	}
	s.out = append(s.out, p...)
	if !s.flushes && !s.encrypted() {
		s.flush()
	}
	return s.err
}

func (s *Stream) encrypted() bool { return s.conn != io.ReadWriteCloser(s.sock) }

// flush sends what goes out without waiting, and has the loop go on with the
// rest when it can.
func (s *Stream) flush() {
	s.flushes = false
	for len(s.out) > 0 && s.err == nil {
		n, err := s.sock.TryWrite(s.out)
		s.err = err
		s.out = s.out[n:]
		if n == 0 && err == nil {
			s.err = s.loop.onWritable(s.sock.FD(), s.flush)
			s.flushes = s.err == nil
			break
		}
	}
	if s.room != nil && (len(s.out) <= lowWater || s.err != nil) {
		_ = s.room.SetResult(nil)
		s.room = nil
	}
}

// Drain waits until not much is left to be sent; of an encrypted stream, until
// all is.
func (s *Stream) Drain() error {
	if s.encrypted() {
		out := s.out
		s.out = nil
		if len(out) > 0 && s.err == nil {
			_, s.err = s.conn.Write(out)
		}
		return s.err
	}
	if len(s.out) > highWater && s.err == nil {
		return s.waitForRoom()
	}
	return s.err
}

func (s *Stream) waitForRoom() error {
	if s.room == nil {
		s.room = s.loop.NewFuture()
	}
	if _, err := s.loop.running.Await(s.loop.Shield(s.room)); err != nil {
		return err
	}
	return s.err
}

// Flush waits until everything has been sent.
func (s *Stream) Flush() error {
	for !s.encrypted() && len(s.out) > 0 && s.err == nil {
		if err := s.waitForRoom(); err != nil {
			return err
		}
	}
	if s.encrypted() {
		return s.Drain()
	}
	return s.err
}

// CloseWrite sends the rest, waiting, and then the end: write_eof.
func (s *Stream) CloseWrite() error {
	if err := s.Flush(); err != nil {
		return err
	}
	if c, ok := s.conn.(interface{ CloseWrite() error }); ok {
		return c.CloseWrite()
	}
	return s.sock.CloseWrite()
}

// Upgrade puts something between the stream and its connection, which encrypts
// what passes: start_tls. wrap is given the connection as it is, whose reads and
// writes wait as the task waits; nothing that the other side has sent must have
// been read ahead.
func (s *Stream) Upgrade(wrap func(io.ReadWriteCloser) (io.ReadWriteCloser, error)) error {
	if s.in.Buffered() > 0 {
		return errors.New("start TLS: the other side sent more before it began")
	}
	if err := s.Flush(); err != nil {
		return err
	}
	conn, err := wrap(s.conn)
	if err != nil {
		return err
	}
	s.conn = conn
	s.in.Reset(conn)
	return nil
}

// Close sends what the socket takes without waiting and closes the connection,
// once.
func (s *Stream) Close() error {
	if s.closed {
		return nil
	}
	if !s.encrypted() {
		s.flush()
	}
	s.closed = true
	if s.err == nil {
		s.err = os.ErrClosed
	}
	if s.room != nil {
		_ = s.room.SetResult(nil)
		s.room = nil
	}
	return s.conn.Close()
}
