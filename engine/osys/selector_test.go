//go:build unix

package osys

// This file tests the selectors: one suite for the system's best and for the
// portable one; and sockets that never block.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func eachSelector(t *testing.T, f func(t *testing.T, s Selector)) {
	for _, mk := range []func() (Selector, error){NewSelector, NewSelectSelector} {
		s, err := mk()
		if err != nil {
			t.Fatal(err)
		}
		t.Run(s.Name(), func(t *testing.T) {
			defer s.Close()
			f(t, s)
		})
	}
}

// ends is a pair of connected sockets, which never block.
func ends(t *testing.T) (a, b int) {
	t.Helper()
	p, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err == nil {
		err = errors.Join(syscall.SetNonblock(p[0], true), syscall.SetNonblock(p[1], true))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(p[0]); syscall.Close(p[1]) })
	return p[0], p[1]
}

func TestASelectorTellsWhatIsReadyOnce(t *testing.T) {
	eachSelector(t, func(t *testing.T, s Selector) {
		a, b := ends(t)
		wait := func(ns int64) []Ready {
			ready, err := s.Wait(ns, nil)
			if err != nil {
				t.Fatal(err)
			}
			return ready
		}
		watch := func(fd int, read, write bool) {
			if err := s.Watch(fd, read, write); err != nil {
				t.Fatal(err)
			}
		}
		watch(a, true, false)
		if got := wait(0); len(got) != 0 {
			t.Errorf("nothing is there, and it says %v", got)
		}
		begin := time.Now()
		if got := wait(2e6); len(got) != 0 || time.Since(begin) < 2*time.Millisecond {
			t.Errorf("%v after %s", got, time.Since(begin))
		}
		syscall.Write(b, []byte("x"))
		if got := wait(-1); len(got) != 1 || got[0] != (Ready{a, true, false}) {
			t.Errorf("readable: %v", got)
		}
		if got := wait(0); len(got) != 0 {
			t.Errorf("told twice: %v", got)
		}
		watch(a, true, true)
		if got := wait(-1); len(got) != 1 || got[0] != (Ready{a, true, true}) {
			t.Errorf("both: %v", got)
		}
		watch(a, true, true)
		watch(a, false, false)
		if got := wait(0); len(got) != 0 {
			t.Errorf("watched no more: %v", got)
		}
		watch(a, false, true)
		if got := wait(-1); len(got) != 1 || got[0] != (Ready{a, false, true}) {
			t.Errorf("writable: %v", got)
		}
		var buf [1]byte
		syscall.Read(a, buf[:])
		watch(a, true, false)
		syscall.Shutdown(b, syscall.SHUT_WR)
		if got := wait(-1); len(got) != 1 || !got[0].Read {
			t.Errorf("the end: %v", got)
		}
	})
}

func TestASelectorThatWaitsIsWoken(t *testing.T) {
	eachSelector(t, func(t *testing.T, s Selector) {
		for range 3 { // before and while it waits
			woken := make(chan error, 1)
			go func() { woken <- s.Wake() }()
			if ready, err := s.Wait(-1, nil); err != nil || len(ready) != 0 {
				t.Errorf("%v, %v", ready, err)
			}
			if err := <-woken; err != nil {
				t.Error(err)
			}
		}
		for range 10_000 { // more than the pipe takes
			if err := s.Wake(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Wait(-1, nil); err != nil {
			t.Error(err)
		}
		if ready, err := s.Wait(0, nil); err != nil || len(ready) != 0 {
			t.Errorf("woken twice: %v, %v", ready, err)
		}
	})
}

func TestSelectRefusesDescriptorsThatItDoesNotKnowAndSaysWhich(t *testing.T) {
	s, err := NewSelectSelector()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, fd := range []int{MaxSelect, -1} {
		if err := s.Watch(fd, true, false); !errors.Is(err, ErrUnwatchable) || !strings.Contains(err.Error(), fmt.Sprint(MaxSelect-1)) {
			t.Errorf("descriptor %d: %v", fd, err)
		}
	}
}

// busy is a Watcher for one goroutine, which waits by asking again.
type busy struct{ forgotten []int }

// Await returns at once: the caller asks again.
func (*busy) Await(int, bool) error { return nil }

// Forget notes what was closed.
func (b *busy) Forget(fd int) { b.forgotten = append(b.forgotten, fd) }

func TestConnectionsOverTCPAndUNIXSockets(t *testing.T) {
	dir := t.TempDir()
	for _, at := range []Address{{IP: "\x7f\x00\x00\x01"}, {Path: filepath.Join(dir, "socket")}} {
		t.Run(at.String(), func(t *testing.T) {
			w := &busy{}
			ln, err := Listen(at, 5, w)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Listen(ln.Address(), 5, w); !errors.Is(err, syscall.EADDRINUSE) {
				t.Errorf("listening twice at one place: %v", err)
			}
			c, err := DialReady(ln.Address(), w)
			if err != nil {
				t.Fatal(err)
			}
			s, err := ln.Accept()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.Write([]byte("Hello, server!")); err != nil {
				t.Error(err)
			}
			buf := make([]byte, 64)
			if n, err := s.Read(buf); err != nil || string(buf[:n]) != "Hello, server!" {
				t.Errorf("%q, %v", buf[:n], err)
			}
			if n, err := s.TryWrite([]byte("Hello, client!")); n != 14 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
			s.CloseWrite()
			if all, err := io.ReadAll(c); err != nil || string(all) != "Hello, client!" {
				t.Errorf("%q, %v", all, err)
			}
			if err := errors.Join(c.Close(), c.Close(), s.Close(), ln.Close(), ln.Close()); err != nil {
				t.Error(err)
			}
			if len(w.forgotten) != 3 {
				t.Errorf("told of %d descriptors that were closed", len(w.forgotten))
			}
			if _, err := c.Read(buf); !errors.Is(err, os.ErrClosed) {
				t.Error(err)
			}
			if _, err := DialReady(ln.Address(), w); err == nil {
				t.Error("connected to what is closed")
			}
			if _, err := os.Stat(at.Path); at.Path != "" && err == nil {
				t.Error("the socket's path is left")
			}
		})
	}
}

func TestTooManyDescriptorsIsAnErrorThatNamesTheLimit(t *testing.T) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	low := limit
	low.Cur = 64
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Skip("the limit cannot be lowered:", err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
	w := &busy{}
	ln, err := Listen(Address{IP: "\x7f\x00\x00\x01"}, 200, w)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	var open []*Socket
	defer func() {
		for _, c := range open {
			c.Close()
		}
	}()
	for range 200 {
		c, err := DialReady(ln.Address(), w)
		if err != nil {
			if !errors.Is(err, syscall.EMFILE) || !strings.Contains(err.Error(), "64 descriptors") {
				t.Errorf("the error does not name the limit: %v", err)
			}
			if _, err := ln.Accept(); !errors.Is(err, syscall.EMFILE) || !strings.Contains(err.Error(), "64 descriptors") {
				t.Errorf("accepting without a descriptor: %v", err)
			}
			if _, err := NewSelector(); err == nil {
				t.Error("a selector without a descriptor")
			}
			return
		}
		open = append(open, c)
	}
	t.Error("the limit was never reached")
}
