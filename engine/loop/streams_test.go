package loop_test

// This file tests streams and servers, over each network.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
)

// eachNetwork runs a test over the system's network and the others.
func eachNetwork(t *testing.T, f func(t *testing.T, o loop.Options)) {
	for name, o := range networks() {
		t.Run(name, func(t *testing.T) { f(t, o) })
	}
}

func TestStreamsOverTCPAndUNIXSockets(t *testing.T) {
	eachNetwork(t, func(t *testing.T, o loop.Options) {
		at := []osys.Address{osys.Loopback(0)}
		if runtime.GOOS != "windows" { // which has UNIX sockets since Windows 10
			at = append(at, osys.Address{Path: filepath.Join(t.TempDir(), "s")})
		}
		for _, at := range at {
			aio(t, o, func(l *loop.Loop, me *loop.Task) error { return talk(t, l, me, at) })
		}
	})
}

// talk has clients talk to a server in lines.
func talk(t *testing.T, l *loop.Loop, me *loop.Task, at osys.Address) error {
	s, err := l.StartServer(at, 10, func(_ *loop.Task, s *loop.Stream) error {
		for {
			line, err := s.ReadLine()
			if err != nil || len(line) == 0 {
				return err
			}
			if err := s.Write(bytes.ToUpper(line)); err != nil {
				return err
			}
			if err := s.Drain(); err != nil {
				return err
			}
		}
	})
	if err != nil {
		return err
	}
	var clients []loop.Awaitable
	for i := range 5 {
		clients = append(clients, task(t, l, fmt.Sprint("caller ", i), func(*loop.Task) error {
			c, err := l.OpenConnection(s.Address())
			if err != nil {
				return err
			}
			defer c.Close()
			for j := range 3 {
				c.Write(fmt.Appendf(nil, "hello %d %d\n", i, j))
				line, err := c.ReadLine()
				if want := fmt.Sprintf("HELLO %d %d\n", i, j); err != nil || string(line) != want {
					t.Errorf("%q, %v; want %q", line, err, want)
				}
			}
			return nil
		}))
	}
	if _, err := me.Await(l.Gather(false, clients...)); err != nil {
		return err
	}
	return errors.Join(s.Close(), s.Close(), s.WaitClosed(me))
}

func TestAStreamsReadingEndsAsAsyncioSays(t *testing.T) {
	eachNetwork(t, func(t *testing.T, o loop.Options) {
		aio(t, o, func(l *loop.Loop, me *loop.Task) error {
			s, err := l.StartServer(osys.Loopback(0), 10, func(_ *loop.Task, s *loop.Stream) error {
				err := s.Write([]byte("12345678\nrest;" + strings.Repeat("x", 100_000)))
				return errors.Join(err, s.Flush(), s.CloseWrite())
			})
			if err != nil {
				return err
			}
			c, err := l.OpenConnection(s.Address())
			if err != nil {
				return err
			}
			if p, err := c.ReadExactly(4); string(p) != "1234" || err != nil {
				t.Errorf("%q, %v", p, err)
			}
			if p, err := c.ReadLine(); string(p) != "5678\n" || err != nil {
				t.Errorf("%q, %v", p, err)
			}
			if p, err := c.ReadUntil(';'); string(p) != "rest;" || err != nil {
				t.Errorf("%q, %v", p, err)
			}
			if _, err := c.ReadUntil('\n'); !errors.Is(err, loop.ErrLimitOverrun) {
				t.Errorf("a separator that does not come: %v", err)
			}
			var short *loop.IncompleteReadError
			if _, err := c.ReadExactly(1 << 20); !errors.As(err, &short) || len(short.Partial) != 100_000 || short.Expected != 1<<20 {
				t.Errorf("the end came first: %v", err)
			}
			if p, err := c.ReadLine(); len(p) != 0 || err != nil {
				t.Errorf("at the end: %q, %v", p, err)
			}
			if _, err := c.ReadExactly(-1); err == nil {
				t.Error("fewer bytes than none are read")
			}
			if _, err := c.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
				t.Error(err)
			}
			if err := errors.Join(c.Close(), c.Close()); err != nil {
				t.Error(err)
			}
			if err := c.Write([]byte("x")); !errors.Is(err, os.ErrClosed) {
				t.Errorf("writing after Close: %v", err)
			}
			return errors.Join(s.Close(), s.WaitClosed(me))
		})
	})
}

func TestDrainWaitsForASlowReaderAndWriteDoesNot(t *testing.T) {
	const chunk, chunks = 64 << 10, 200
	eachNetwork(t, func(t *testing.T, o loop.Options) {
		aio(t, o, func(l *loop.Loop, me *loop.Task) error {
			drained, read := 0, 0
			s, err := l.StartServer(osys.Loopback(0), 10, func(_ *loop.Task, s *loop.Stream) error {
				for range chunks {
					if err := s.Write(make([]byte, chunk)); err != nil {
						return err
					}
					if err := s.Drain(); err != nil {
						return err
					}
					drained++
				}
				return s.CloseWrite()
			})
			if err != nil {
				return err
			}
			c, err := l.OpenConnection(s.Address())
			if err != nil {
				return err
			}
			if err := me.Sleep(20 * time.Millisecond); err != nil {
				return err
			}
			if drained == chunks {
				t.Error("the writer did not wait for the reader")
			}
			buf := make([]byte, chunk)
			for {
				n, err := c.Read(buf)
				read += n
				if err != nil {
					break
				}
			}
			if read != chunk*chunks {
				t.Errorf("%d bytes of %d came", read, chunk*chunks)
			}
			return errors.Join(c.Close(), s.Close(), s.WaitClosed(me))
		})
	})
}

func TestTwoTasksMustNotReadFromOneStream(t *testing.T) {
	eachNetwork(t, func(t *testing.T, o loop.Options) {
		aio(t, o, func(l *loop.Loop, me *loop.Task) error {
			s, err := l.StartServer(osys.Loopback(0), 10, func(me *loop.Task, _ *loop.Stream) error { return me.Sleep(time.Hour) })
			if err != nil {
				return err
			}
			c, err := l.OpenConnection(s.Address())
			if err != nil {
				return err
			}
			first := task(t, l, "first", func(*loop.Task) error { _, err := c.Read(make([]byte, 1)); return err })
			turns(me, 2)
			if _, err := c.Read(make([]byte, 1)); !errors.Is(err, loop.ErrTwoReaders) {
				t.Errorf("a second reader: %v", err)
			}
			c.Close() // who waits for it is told
			if _, err := me.Await(first); !errors.Is(err, os.ErrClosed) {
				t.Errorf("closed while it waits: %v", err)
			}
			return s.Close()
		})
	})
}
